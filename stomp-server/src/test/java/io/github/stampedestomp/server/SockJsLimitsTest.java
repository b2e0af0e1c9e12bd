package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.sockjs.SockJsSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much a client may ask of a SockJS service. */
class SockJsLimitsTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";
    private static final int MIB = 1024 * 1024;

    @Test
    void aPayloadMayBeAMebibyteLong() {
        try (SockJsServer server = new SockJsServer()) {
            server.open();
            String payload = "[\"" + "x".repeat(MIB - 4) + "\"]";
            assertThat(server.post(SEND, payload).status()).isEqualTo("204 No Content");
            assertThat(server.post(POLL, "").body()).isEqualTo("a" + payload + "\n");
            assertTooLong(server, MIB + 1);
        }
    }

    @Test
    void theLimitIsASetting() {
        try (SockJsServer server = new SockJsServer(SockJsServer.all().payloadBytes(100), Origins.any())) {
            server.open();
            assertThat(server.post(SEND, "[\"" + "x".repeat(96) + "\"]").status())
                    .isEqualTo("204 No Content");
            assertTooLong(server, 101);
        }
    }

    @Test
    void nobodyWithoutASessionMaySendSoMuch() {
        try (SockJsServer server = new SockJsServer()) {
            assertTooLong(server, 128 * 1024 + 1);
        }
    }

    @Test
    void aRequestToReceiveHasNoLongBodyThatItsSessionWouldKeep() {
        try (SockJsServer server = new SockJsServer()) {
            assertThat(server.post(POLL, "x".repeat(1024)).body()).isEqualTo("o\n");
            assertTooLong(server, POLL, 1025);
        }
    }

    private static void assertTooLong(SockJsServer server, int bytes) {
        assertTooLong(server, SEND, bytes);
    }

    private static void assertTooLong(SockJsServer server, String path, int bytes) {
        try (SockJsClient client = server.client()) {
            client.raw()
                    .send("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + bytes
                            + "\r\nExpect: 100-continue\r\n\r\n");
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo("413 Content Too Large");
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
    }

    @Test
    void thereMayBeSoManySessions() {
        try (SockJsServer server = new SockJsServer(SockJsServer.all(), Origins.any(), 2)) {
            server.open();
            server.post("/echo/0/b/xhr", "");
            Answer answer = server.post("/echo/0/c/xhr", "");
            assertThat(answer.status()).isEqualTo("503 Service Unavailable");
            assertThat(answer.body()).isEqualTo("there are too many sessions (limit connections)");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(server.post(SEND, "[\"a\"]").status()).isEqualTo("204 No Content");
            assertThat(server.post(POLL, "").body()).isEqualTo("a[\"a\"]\n");
            server.advance(Duration.ofSeconds(5));
            assertThat(server.post("/echo/0/c/xhr", "").body()).isEqualTo("o\n");
        }
    }

    @Test
    void payloadsWaitForAConversationThatWantsNoMoreAndNotManyOfThem() {
        try (SockJsServer server = new SockJsServer()) {
            RecordingConversation conversation = server.open();
            conversation.with(SockJsSession::pauseReading);
            server.running.turn();
            List<SockJsClient> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(server.client().post(SEND, "[\"" + i + "\"]"));
            }
            Answer answer = server.post(SEND, "[\"too many\"]");
            assertThat(answer.status()).isEqualTo("503 Service Unavailable");
            assertThat(answer.body()).isEqualTo("too many payloads wait");
            conversation.assertNothingMore();
            conversation.with(SockJsSession::resumeReading);
            for (int i = 0; i < 8; i++) {
                assertThat(conversation.next()).isEqualTo("receive " + i);
                assertThat(waiting.get(i).answer().status()).isEqualTo("204 No Content");
                waiting.get(i).close();
            }
        }
    }

    @Test
    void behindAPayloadOfVeryManyMessagesNoneWaits() {
        int messages = 16 * 1024 + 1;
        try (SockJsServer server = new SockJsServer()) {
            RecordingConversation conversation = server.open();
            conversation.with(SockJsSession::pauseReading);
            server.running.turn();
            String payload = "[\"\"" + ",\"\"".repeat(messages - 1) + "]";
            try (SockJsClient client = server.client().post(SEND, payload)) {
                assertThat(server.post(SEND, "[\"too many\"]").body()).isEqualTo("too many payloads wait");
                conversation.with(SockJsSession::resumeReading);
                for (int i = 0; i < messages; i++) {
                    assertThat(conversation.next()).isEqualTo("receive ");
                }
                assertThat(client.answer().status()).isEqualTo("204 No Content");
            }
            assertThat(server.post(SEND, "[\"a\"]").status()).isEqualTo("204 No Content");
            assertThat(conversation.next()).isEqualTo("receive a");
        }
    }

    @Test
    void whatWaitsIsTakenThoughTheSessionEndsFirst() {
        try (SockJsServer server = new SockJsServer()) {
            RecordingConversation conversation = server.open();
            conversation.with(SockJsSession::pauseReading);
            server.running.turn();
            try (SockJsClient client = server.client().post(SEND, "[\"a\"]")) {
                server.advance(Duration.ofSeconds(5));
                assertThat(client.answer().status()).isEqualTo("204 No Content");
            }
            assertThat(conversation.next()).isEqualTo("receive a");
            assertThat(conversation.next()).startsWith("closed: ");
        }
    }

    @Test
    void aConversationIsToldHowMuchWaits() {
        try (SockJsServer server = new SockJsServer()) {
            RecordingConversation conversation = server.open();
            assertThat(conversation.session.unsentBytes()).isZero();
            conversation.send("12345678");
            server.running.turn();
            assertThat(conversation.session.unsentBytes()).isEqualTo(",\"12345678\"".length());
            server.post(POLL, "");
            assertThat(conversation.session.unsentBytes()).isZero();
            assertThat(conversation.session.sentBytes()).isEqualTo(",\"12345678\"".length());
        }
    }
}
