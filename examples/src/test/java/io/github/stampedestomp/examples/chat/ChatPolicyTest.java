package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What browsers are told about the page, and that the page can do with it. */
class ChatPolicyTest {
    @Test
    void nothingRunsThatIsNoFileOfTheServer() throws IOException, InterruptedException {
        try (Chat chat = new Chat(0)) {
            chat.start();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + chat.port() + "/"))
                    .build();
            HttpResponse<String> page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertThat(page.headers().allValues("Content-Security-Policy"))
                    .singleElement()
                    .asString()
                    .startsWith("default-src 'self'; ")
                    .contains("frame-ancestors 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("strict-origin-when-cross-origin");
            assertThat(page.body())
                    .contains("<script src=")
                    .doesNotContainPattern("<script(?![^>]* ?src=)")
                    .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|javascript:");
        }
    }
}
