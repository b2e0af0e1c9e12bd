package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The transport eventsource. */
class SockJsEventSourceTest {
    private static final String STREAM = SockJsServer.SESSION + "/eventsource";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachFrameIsAnEvent() {
        try (SockJsClient client = server.client().get(STREAM)) {
            assertThat(client.head().wire()).isEqualTo("""
                    200 OK
                    Content-Type: text/event-stream
                    Cache-Control: no-store, no-cache, no-transform, must-revalidate, max-age=0
                    Vary: Origin
                    Access-Control-Allow-Origin: *
                    X-Content-Type-Options: nosniff
                    X-Accel-Buffering: no
                    Transfer-Encoding: chunked

                    """);
            assertThat(client.chunk()).isEqualTo("\r\n");
            assertThat(client.chunk()).isEqualTo("data: o\r\n\r\n");
            server.post(SockJsServer.SESSION + "/xhr_send", "[\"a\\u0000\\n\\r\"]");
            assertThat(client.chunk()).isEqualTo("data: a[\"a\\u0000\\n\\r\"]\r\n\r\n");
        }
    }

    @Test
    void aPercentSignIsEscapedAsClientsDecodeEvents() {
        try (SockJsClient client = server.client().get(STREAM)) {
            client.head();
            client.chunk();
            client.chunk();
            server.conversation().send("100 %, %25");
            assertThat(client.chunk()).isEqualTo("data: a[\"100 %25, %2525\"]\r\n\r\n");
        }
    }

    @Test
    void aSessionMayBeTakenOverByAnotherTransport() {
        SockJsClient client = server.client().get(STREAM);
        client.head();
        client.chunk();
        client.chunk();
        RecordingConversation conversation = server.conversation();
        conversation.send("x".repeat(SockJsServer.RESPONSE_BYTES));
        client.chunk();
        assertThat(client.chunk()).isEmpty();
        conversation.send("%, %25");
        server.running.turn();
        assertThat(server.post(SockJsServer.SESSION + "/xhr", "").body()).isEqualTo("a[\"%, %25\"]\n");
    }

    @Test
    void aSessionThatHasBegunByAnotherTransportIsEscapedToo() {
        RecordingConversation conversation = server.open();
        conversation.send("%, %25");
        server.running.turn();
        try (SockJsClient client = server.client().get(STREAM)) {
            client.head();
            assertThat(client.chunk()).isEqualTo("\r\n");
            assertThat(client.chunk()).isEqualTo("data: a[\"%25, %2525\"]\r\n\r\n");
        }
    }

    @Test
    void theResponseEndsWithTheFrameThatReachesTheLimit() {
        try (SockJsClient client = server.client().get(STREAM)) {
            client.head();
            client.chunk();
            String open = client.chunk();
            int framing = "data: a[\"\"]\r\n\r\n".length();
            String message = "x".repeat(SockJsServer.RESPONSE_BYTES - framing - open.length());
            server.conversation().send(message);
            assertThat(client.chunk()).contains(message);
            assertThat(client.chunk()).isEmpty();
        }
    }
}
