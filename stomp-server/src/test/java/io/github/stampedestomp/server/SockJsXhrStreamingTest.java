package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The transport xhr-streaming, and what holds for all that stream. */
class SockJsXhrStreamingTest {
    private static final String STREAM = SockJsServer.SESSION + "/xhr_streaming";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";
    private static final String PRELUDE = "h".repeat(2048) + "\n";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theResponseBeginsWithAPreludeAndEachFrameIsAChunk() {
        try (SockJsClient client = server.client().post(STREAM, "")) {
            assertThat(client.head().wire()).isEqualTo("""
                    200 OK
                    Content-Type: application/javascript; charset=UTF-8
                    Cache-Control: no-store, no-cache, no-transform, must-revalidate, max-age=0
                    Vary: Origin
                    Access-Control-Allow-Origin: *
                    X-Content-Type-Options: nosniff
                    X-Accel-Buffering: no
                    Transfer-Encoding: chunked

                    """);
            assertThat(client.chunk()).isEqualTo(PRELUDE);
            assertThat(client.chunk()).isEqualTo("o\n");
            server.post(SEND, "[\"a\"]");
            assertThat(client.chunk()).isEqualTo("a[\"a\"]\n");
            server.conversation().send("b");
            assertThat(client.chunk()).isEqualTo("a[\"b\"]\n");
        }
    }

    @Test
    void theResponseEndsWithTheFrameThatReachesTheLimit() {
        try (SockJsClient client = server.client().post(STREAM, "")) {
            client.head();
            client.chunk();
            client.chunk(); // two bytes
            String message = "x".repeat(SockJsServer.RESPONSE_BYTES - 2 - 6); // a[""] and a line feed are six
            server.post(SEND, "[\"" + message.substring(1) + "\"]");
            assertThat(client.chunk()).hasSize(SockJsServer.RESPONSE_BYTES - 3);
            server.post(SEND, "[\"y\"]");
            assertThat(client.chunk()).isEqualTo("a[\"y\"]\n");
            assertThat(client.chunk()).isEmpty();
            assertNextResponseEndsWithFrameOf(client, SockJsServer.RESPONSE_BYTES);
        }
    }

    /** On the same connection, whose first frame has no "o" before it. */
    private void assertNextResponseEndsWithFrameOf(SockJsClient client, int bytes) {
        server.post(SEND, "[\"" + "z".repeat(bytes - 6) + "\"]");
        client.post(STREAM, "");
        client.head();
        assertThat(client.chunk()).isEqualTo(PRELUDE);
        assertThat(client.chunk()).hasSize(bytes);
        assertThat(client.chunk()).isEmpty();
    }

    @Test
    void framesAreNeverCut() {
        try (SockJsClient client = server.client().post(STREAM, "")) {
            client.head();
            client.chunk();
            client.chunk();
            server.post(SEND, "[\"" + "x".repeat(100_000) + "\"]");
            assertThat(client.chunk()).hasSize(100_006);
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void whatWaitsMeanwhileComesWithTheNextResponse() {
        try (SockJsClient client = server.client().post(STREAM, "")) {
            client.head();
            client.chunk();
            client.chunk();
            server.post(SEND, "[\"" + "x".repeat(5000) + "\"]");
            client.chunk();
            assertThat(client.chunk()).isEmpty();
            server.post(SEND, "[\"late\"]");
            client.post(STREAM, "");
            client.head();
            assertThat(client.chunk()).isEqualTo(PRELUDE);
            assertThat(client.chunk()).isEqualTo("a[\"late\"]\n");
        }
    }

    @Test
    void theResponseBeginsThoughNothingWaits() {
        RecordingConversation conversation = server.open();
        try (SockJsClient client = server.client().post(STREAM, "")) {
            assertThat(client.head().status()).isEqualTo("200 OK");
            assertThat(client.chunk()).isEqualTo(PRELUDE);
            conversation.send("a");
            assertThat(client.chunk()).isEqualTo("a[\"a\"]\n");
        }
    }

    @Test
    void aCloseFrameEndsTheResponse() {
        try (SockJsClient client = server.client().post(STREAM, "")) {
            client.head();
            client.chunk();
            client.chunk();
            server.conversation().with(session -> {
                session.send("last");
                session.close(3000, "Go away!");
                session.send("too late");
            });
            assertThat(client.chunk()).isEqualTo("a[\"last\"]\n");
            assertThat(client.chunk()).isEqualTo("c[3000,\"Go away!\"]\n");
            assertThat(client.chunk()).isEmpty();
        }
    }
}
