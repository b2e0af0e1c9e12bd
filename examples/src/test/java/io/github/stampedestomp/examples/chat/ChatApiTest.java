package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The HTTP API of the chat, which is there for whoever has the key, if there is a key. */
class ChatApiTest {
    private static final String KEY = "a key for this test";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void withoutAKeyThereIsNoApi() throws IOException, InterruptedException {
        try (Chat chat = new Chat(0)) {
            chat.start();
            assertThat(get(chat, "/api/users", KEY).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void apiServesWhoeverHasTheKey() throws IOException, InterruptedException {
        try (Chat chat = new Chat(new Options(0, KEY))) {
            chat.start();
            assertThat(get(chat, "/api/users", "another key").statusCode()).isEqualTo(401);
            HttpResponse<String> answer = get(chat, "/api/users", KEY);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"users\":[]}");
        }
    }

    private HttpResponse<String> get(Chat chat, String path, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + chat.port() + path))
                .header("Authorization", "Bearer " + key)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
