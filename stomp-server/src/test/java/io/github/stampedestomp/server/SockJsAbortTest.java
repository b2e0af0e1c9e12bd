package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a session whose receiving request breaks off. */
class SockJsAbortTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPollThatIsBrokenOffEndsTheSession(boolean reset) {
        RecordingConversation conversation = server.open();
        breakOff(server.client().post(POLL, ""), reset);
        assertThat(conversation.next()).startsWith("closed: the ");
        assertThat(server.post(POLL, "").body()).isEqualTo("o\n");
        assertThat(server.conversation()).isNotSameAs(conversation);
        conversation.assertNothingMore();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamThatIsBrokenOffEndsTheSession(boolean reset) {
        SockJsClient client = server.client().post(SockJsServer.SESSION + "/xhr_streaming", "");
        client.head();
        client.chunk();
        client.chunk();
        RecordingConversation conversation = server.conversation();
        breakOff(client, reset);
        assertThat(conversation.next()).startsWith("closed: the ");
        assertThat(server.post(POLL, "").body()).isEqualTo("o\n");
    }

    @Test
    void whatWasOnItsWayIsNotSentAgain() {
        RecordingConversation conversation = server.open();
        SockJsClient client = server.client().post(POLL, "");
        conversation.with(session -> {
            client.close();
            session.send("lost");
        });
        server.running.turn();
        conversation.with(session -> session.close(3000, "Go away!")); // for the case that the answer went out first
        assertThat(conversation.next()).startsWith("closed: ");
        assertThat(server.post(POLL, "").body()).doesNotContain("lost");
    }

    @Test
    void aRequestThatComesRightBehindTheEndOfAnotherOpensAnew() {
        for (int i = 0; i < 50; i++) {
            String path = "/echo/000/" + i + "/xhr";
            SockJsClient client = server.client();
            assertThat(client.post(path, "").answer().body()).isEqualTo("o\n");
            client.post(path, "");
            client.close();
            assertThat(server.post(path, "").body()).as("try %d", i).isEqualTo("o\n");
        }
    }

    @Test
    void aSendThatIsBrokenOffTouchesNothing() {
        RecordingConversation conversation = server.open();
        try (SockJsClient client = server.client()) {
            client.raw()
                    .send("POST " + SockJsServer.SESSION
                            + "/xhr_send HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n[\"a");
        }
        assertThat(server.post(SockJsServer.SESSION + "/xhr_send", "[\"b\"]").status())
                .isEqualTo("204 No Content");
        assertThat(conversation.next()).isEqualTo("receive b");
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"b\"]\n");
    }

    private static void breakOff(SockJsClient client, boolean reset) {
        if (reset) {
            client.raw().reset();
        } else {
            client.close();
        }
    }
}
