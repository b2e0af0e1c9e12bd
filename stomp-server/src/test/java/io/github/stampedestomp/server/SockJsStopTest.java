package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.session.SessionEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients of SockJS that poll, and a server that stops between two of their polls. */
class SockJsStopTest {
    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final StompServer server = StompServer.builder()
            .rules(OpenRules::allow)
            .port(0)
            .sockJs("/sockjs")
            .onSessionEvent(events::add)
            .build();

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void whatWaitsIsDeliveredBeforeTheServerIsGone() throws IOException, InterruptedException {
        server.start();
        String session = "http://localhost:" + server.port() + "/sockjs/0/a/";
        assertThat(post(session + "xhr", "")).isEqualTo("o\n");
        post(session + "xhr_send", "[\"CONNECT\\naccept-version:1.2\\nhost:a\\n\\n\\u0000\"]");
        assertThat(post(session + "xhr", "")).startsWith("a[\"CONNECTED");
        post(session + "xhr_send", "[\"SUBSCRIBE\\nid:a\\ndestination:/topic/a\\nreceipt:r\\n\\n\\u0000\"]");
        assertThat(post(session + "xhr", "")).startsWith("a[\"RECEIPT");
        server.send("/topic/a", "the last news");
        Thread stopping = new Thread(server::stop);
        stopping.start();
        awaitDisconnected();
        assertThat(post(session + "xhr", "")).contains("MESSAGE", "the last news");
        assertThat(post(session + "xhr", "")).isEqualTo("c[1012,\"the server stops\"]\n");
        stopping.join();
    }

    private String post(String url, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private void awaitDisconnected() throws InterruptedException {
        SessionEvent event;
        do {
            event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
        } while (!(event instanceof SessionEvent.Disconnected));
    }
}
