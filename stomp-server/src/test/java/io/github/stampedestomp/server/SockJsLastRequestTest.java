package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that receive when a server that stops waits for no others any more. */
class SockJsLastRequestTest {
    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aStreamHasRoomForAllThatIsLeft() {
        try (SockJsClient client = server.client().post(SockJsServer.SESSION + "/xhr_streaming", "")) {
            client.head();
            client.chunk();
            client.chunk();
            server.service.awaitEnd(Duration.ZERO);
            RecordingConversation conversation = server.conversation();
            conversation.send("x".repeat(SockJsServer.RESPONSE_BYTES));
            assertThat(client.chunk()).hasSize(SockJsServer.RESPONSE_BYTES + 6); // a[""] and a line feed
            conversation.send("the last news");
            assertThat(client.chunk()).isEqualTo("a[\"the last news\"]\n");
            conversation.with(session -> session.close(1001, "the server stops"));
            assertThat(client.chunk()).isEqualTo("c[1001,\"the server stops\"]\n");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void behindAPollThatIsAnsweredTheSessionIsOver() {
        RecordingConversation conversation = server.open();
        try (SockJsClient client = server.client().post(SockJsServer.SESSION + "/xhr", "")) {
            server.service.awaitEnd(Duration.ZERO);
            conversation.assertNothingMore();
            conversation.send("a");
            assertThat(client.answer().body()).isEqualTo("a[\"a\"]\n");
            assertThat(conversation.next()).isEqualTo("closed: the server stops");
            assertThat(server.service.sessions()).isZero();
        }
    }
}
