package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions over plain HTTP begin and end. */
class SockJsSessionTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";
    private static final String CLOSED = "c[3000,\"Go away!\"]\n";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/a", "/_/_", "/1/1", "/abcdefgh_i-j%20/abcdefg_i-j%20", "/~/%E6%97%A5", "/a/a"})
    void namesMayBeAnythingWithoutDotsAndSlashes(String path) {
        assertThat(server.post("/echo" + path + "/xhr", "").body()).isEqualTo("o\n");
        assertThat(server.post("/echo" + path + "/xhr_send/", "[\"a\"]").status())
                .isEqualTo("204 No Content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//a", "/a./a", "/a/a.", "/./.", "/", "///", "/a/", "//"})
    void otherNamesAreNone(String path) {
        assertThat(server.post("/echo" + path + "/xhr", "").status()).isEqualTo("404 Not Found");
        assertThat(server.service.sessions()).isZero();
    }

    @Test
    void aNameMayHave128Characters() {
        assertThat(server.post("/echo/0/" + "x".repeat(128) + "/xhr", "").body())
                .isEqualTo("o\n");
        assertThat(server.post("/echo/0/" + "x".repeat(129) + "/xhr", "").status())
                .isEqualTo("404 Not Found");
    }

    @Test
    void theSegmentForLoadBalancersDoesNotCount() {
        server.open();
        assertThat(server.post("/echo/999/a/xhr_send", "[\"x\"]").status()).isEqualTo("204 No Content");
        assertThat(server.post("/echo/123/a/xhr", "").body()).isEqualTo("a[\"x\"]\n");
    }

    @Test
    void aClosedSessionSaysSoAgainUntilItIsForgotten() {
        RecordingConversation conversation = server.open();
        conversation.with(session -> session.close(3000, "Go away!"));
        server.running.turn();
        assertThat(server.post(POLL, "").body()).isEqualTo(CLOSED);
        server.advance(Duration.ofSeconds(3));
        assertThat(server.post(POLL, "").body()).isEqualTo(CLOSED);
        server.advance(Duration.ofMillis(1999));
        assertThat(server.post(POLL, "").body()).isEqualTo(CLOSED);
        server.advance(Duration.ofMillis(1));
        assertThat(server.post(POLL, "").body()).isEqualTo("o\n");
        assertThat(conversation.next()).isEqualTo("closed: closed with code 3000");
        conversation.assertNothingMore();
    }

    @Test
    void whatWasSentBeforeTheEndComesBeforeTheCloseFrame() {
        RecordingConversation conversation = server.open();
        conversation.with(session -> {
            session.send("last");
            session.close(3000, "Go away!");
            session.send("too late");
            session.close(3001, "again");
        });
        server.running.turn();
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"last\"]\n");
        assertThat(server.post(POLL, "").body()).isEqualTo(CLOSED);
        assertThat(server.post(POLL, "").body()).isEqualTo(CLOSED);
    }

    @Test
    void whatAClientSendsToAClosedSessionIsDropped() {
        RecordingConversation conversation = server.open();
        conversation.with(session -> session.close(3000, "Go away!"));
        assertThat(conversation.next()).startsWith("closed: ");
        assertThat(server.post(SEND, "[\"a\"]").status()).isEqualTo("204 No Content");
        conversation.assertNothingMore();
    }

    @Test
    void aReasonIsEscaped() {
        RecordingConversation conversation = server.open();
        conversation.with(session -> session.close(4999, "\"\\\n\u2028"));
        server.running.turn();
        assertThat(server.post(POLL, "").body()).isEqualTo("c[4999,\"\\\"\\\\\\n\\u2028\"]\n");
    }

    @Test
    void aSessionWithoutAReceivingRequestIsForgottenAfterFiveSeconds() {
        RecordingConversation conversation = server.open();
        server.advance(Duration.ofMillis(4999));
        assertThat(server.service.sessions()).isOne();
        server.advance(Duration.ofMillis(1));
        assertThat(conversation.next()).isEqualTo("closed: no request of the client has come for 5000 ms");
        assertThat(server.service.sessions()).isZero();
        assertThat(server.post(SEND, "[\"a\"]").status()).isEqualTo("404 Not Found");
        conversation.assertNothingMore();
    }

    @Test
    void theTimeCountsFromTheEndOfTheLastReceivingRequest() {
        RecordingConversation conversation = server.open();
        server.advance(Duration.ofSeconds(4));
        try (SockJsClient poll = server.client().post(POLL, "")) {
            server.advance(Duration.ofSeconds(20));
            conversation.send("a");
            assertThat(poll.answer().body()).isEqualTo("a[\"a\"]\n");
        }
        server.running.turn();
        server.advance(Duration.ofMillis(4999));
        assertThat(server.service.sessions()).isOne();
        server.advance(Duration.ofMillis(1));
        assertThat(conversation.next()).startsWith("closed: no request");
    }

    @Test
    void sendingDoesNotKeepASessionUp() {
        RecordingConversation conversation = server.open();
        server.advance(Duration.ofSeconds(4));
        server.post(SEND, "[\"a\"]");
        server.advance(Duration.ofSeconds(1));
        assertThat(conversation.next()).isEqualTo("receive a");
        assertThat(conversation.next()).startsWith("closed: ");
    }

    @Test
    void aSecondReceivingRequestIsTurnedAwayAndTheFirstGoesOn() {
        RecordingConversation conversation = server.open();
        try (SockJsClient first = server.client().post(POLL, "")) {
            assertThat(server.post(POLL, "").body()).isEqualTo("c[2010,\"Another connection still open\"]\n");
            assertThat(server.get(SockJsServer.SESSION + "/eventsource").body())
                    .isEqualTo("\r\ndata: c[2010,\"Another connection still open\"]\r\n\r\n");
            conversation.send("a");
            assertThat(first.answer().body()).isEqualTo("a[\"a\"]\n");
        }
        conversation.assertNothingMore();
    }

    @Test
    void aConversationThatFailsEndsItsSessionAndNoOther() {
        RecordingConversation broken = server.open();
        server.post("/echo/000/b/xhr", "");
        RecordingConversation other = server.conversation();
        server.post(SEND, "[\"!\",\"never\"]");
        assertThat(server.post(POLL, "").body()).isEqualTo("c[1011,\"internal error\"]\n");
        assertThat(broken.next()).isEqualTo("receive !");
        assertThat(broken.next()).startsWith("closed: ");
        server.post("/echo/000/b/xhr_send", "[\"a\"]");
        assertThat(other.next()).isEqualTo("receive a");
    }

    @Test
    void aServiceThatStopsClosesItsSessions() {
        RecordingConversation between = server.open();
        try (SockJsClient poll = server.client()) {
            poll.post("/echo/000/b/xhr", "").answer();
            RecordingConversation waiting = server.conversation();
            poll.post("/echo/000/b/xhr", "");
            server.service.stop();
            assertThat(poll.answer().body()).isEqualTo("c[1001,\"the server stops\"]\n");
            assertThat(waiting.next()).isEqualTo("stop");
            assertThat(waiting.next()).isEqualTo("closed: closed with code 1001");
            assertThat(between.next()).isEqualTo("stop");
            assertThat(between.next()).startsWith("closed: ");
            server.running.turn();
            waiting.assertNothingMore();
            between.assertNothingMore();
        }
    }

    @Test
    void aServiceThatStopsOpensNoSessionsAndGoesOnWithThoseThereAre() {
        RecordingConversation conversation = server.open();
        server.service.refuse();
        for (Answer refused : List.of(
                server.post("/echo/000/b/xhr", ""),
                server.get("/echo/000/b/eventsource"),
                server.get("/echo/000/b/websocket"),
                server.get("/echo/websocket"),
                server.get("/echo/info"))) {
            assertThat(refused.status()).isEqualTo("503 Service Unavailable");
            assertThat(refused.headers()).containsEntry("Retry-After", "1").containsEntry("Connection", "close");
        }
        conversation.send("x");
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"x\"]\n");
    }

    @Test
    void aServiceThatStopsWaitsASecondForEachRequestOfItsClients() {
        RecordingConversation conversation = server.open();
        server.service.refuse();
        conversation.send("x").with(session -> session.close(1012, "the server stops"));
        assertThat(conversation.next()).startsWith("closed: ");
        server.advance(Duration.ofMillis(900));
        assertThat(server.post(POLL, "").body()).isEqualTo("a[\"x\"]\n");
        server.advance(Duration.ofMillis(900));
        assertThat(server.post(POLL, "").body()).isEqualTo("c[1012,\"the server stops\"]\n");
    }

    @Test
    void aServiceThatStopsForgetsAClientThatDoesNotAskForASecond() {
        RecordingConversation conversation = server.open();
        server.advance(Duration.ofMillis(500));
        server.service.refuse();
        server.running.turn();
        server.advance(Duration.ofMillis(1001));
        assertThat(conversation.next()).isEqualTo("closed: no request of the client has come for 1000 ms");
    }
}
