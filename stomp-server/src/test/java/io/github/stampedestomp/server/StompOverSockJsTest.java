package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.session.Authenticator;
import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.session.Sessions;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** STOMP as the messages of SockJS, by a clock that is moved by hand. */
class StompOverSockJsTest {
    private static final String POLL = SockJsServer.SESSION + "/xhr";
    private static final String SEND = SockJsServer.SESSION + "/xhr_send";
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:s\ndestination:/topic/a\nreceipt:r\n\n^@";
    private static final String RECEIPT = "RECEIPT\nreceipt-id:r\n\n^@";

    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final SockJsServer server = new SockJsServer(running -> {
        Authenticator authenticator = login -> {
            if (login.passcode().equals("wrong")) {
                throw Denied.because("the passcode is wrong");
            }
            return User.named("anna");
        };
        Sessions sessions = OpenRules.sessions(broker, authenticator, events::add, running.clock);
        return session -> new StompOverSockJs(session, sessions::open);
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aFrameMayBeSplitOverSeveralMessages() {
        poll();
        send("CONN", "ECT\n", "", "accept-ver");
        send("sion:1.2\n\n");
        send("^@");
        assertThat(poll()).startsWith("a[\"CONNECTED\nversion:1.2\n").endsWith("^@\"]");
    }

    @Test
    void severalFramesMayShareAMessage() {
        poll();
        send("\n" + StompText.CONNECT + SUBSCRIBE + "\n\nSEND\ndestination:/topic/a\n\nhello^@");
        assertThat(poll())
                .matches(
                        "(?s)a\\[\"CONNECTED\n.*\\^@\",\"RECEIPT\nreceipt-id:r\n\n\\^@\",\"MESSAGE\n.*\n\nhello\\^@\"]");
    }

    @Test
    void aConversationMayBeCutAtAnyCharacter() {
        poll();
        String whole = (StompText.CONNECT + SUBSCRIBE + "SEND\ndestination:/topic/a\n\n\u00e9 \u65e5 \ud83d\udc0e^@")
                .replace("^@", "\0");
        send(whole.split("(?<=.)|(?<=\n)", -1));
        assertThat(poll())
                .contains(RECEIPT)
                .contains("content-length:11\n")
                .endsWith("\u00e9 \u65e5 \\ud83d\\udc0e^@\"]");
    }

    @Test
    void aCharacterMayBeCutBetweenTwoMessages() {
        subscribed();
        String head = "SEND\ndestination:/topic/a\ncontent-length:5\n\n";
        send(head + "\ud83d", "\udc0e!^@");
        assertThat(poll()).endsWith("\n\n\\ud83d\\udc0e!^@\"]");
        send(head + "\ud83d");
        send("");
        send("\udc0e!^@");
        assertThat(poll()).endsWith("\n\n\\ud83d\\udc0e!^@\"]");
    }

    @Test
    void halfACharacterAloneBecomesAReplacementCharacter() {
        subscribed();
        send("SEND\ndestination:/topic/a\n\n\ud83dx\udc0e^@");
        assertThat(poll()).contains("content-length:7\n").endsWith("\n\n\\ufffdx\\ufffd^@\"]");
        send("SEND\ndestination:/topic/a\n\n\ud83d", "\ud83d", "\udc0e", "x^@");
        assertThat(poll()).contains("content-length:8\n").endsWith("\n\n\\ufffd\\ud83d\\udc0ex^@\"]");
    }

    @Test
    void ofABodyThatIsNotUtf8EachByteBecomesAQuestionMarkAndTheLengthStays() throws IOException {
        byte[] body = {(byte) 0xff, 'a', (byte) 0x80, 0, (byte) 0xc3, (byte) 0xa9};
        subscribed();
        try (WireClient webSocket = WireClient.open(server.port, "/echo/000/b/websocket")) {
            webSocket.next();
            webSocket.send(StompText.payload(StompText.CONNECT + SUBSCRIBE));
            webSocket.next();
            assertThat(StompText.readable(webSocket.next().wire())).isEqualTo("a[\"" + RECEIPT + "\"]");
            broker.send(Message.of("/topic/a", Headers.of(), body));
            for (String message :
                    new String[] {poll(), StompText.readable(webSocket.next().wire())}) {
                assertThat(message).contains("\ncontent-length:6\n").endsWith("\n\n?a?^@\u00e9^@\"]");
            }
        }
    }

    @Test
    void headersAndBodiesHoldWhatJsonAndEventsMistake() {
        subscribed();
        broker.send(Message.of("/topic/a", Headers.of("x", "100 %\""), "\"\\</script>\u2028%".getBytes(UTF_8)));
        assertThat(poll()).contains("\nx:100 %\\\"\n").endsWith("\n\n\\\"\\\\</script>\\u2028%^@\"]");
        broker.send(Message.of("/topic/a", Headers.of("x", "100 %\""), "%".getBytes(UTF_8)));
        try (SockJsClient events = server.client().get(SockJsServer.SESSION + "/eventsource")) {
            events.head();
            events.chunk();
            assertThat(StompText.readable(events.chunk()))
                    .contains("\nx:100 %25\\\"\n")
                    .endsWith("\n\n%25^@\"]");
        }
    }

    @Test
    void heartBeatsOfStompSilenceThoseOfSockJs() {
        poll();
        send("CONNECT\naccept-version:1.2\nheart-beat:0,20000\n\n^@");
        poll();
        try (SockJsClient poll = server.client().post(POLL, "")) {
            server.advance(Duration.ofSeconds(17));
            server.advance(Duration.ofSeconds(1)); // a tenth early
            assertThat(StompText.readable(poll.answer().body())).isEqualTo("a[\"\n\"]");
        }
    }

    @Test
    void withoutThemSockJsBeats() {
        poll();
        send("CONNECT\naccept-version:1.2\nheart-beat:20000,0\n\n^@");
        poll();
        try (SockJsClient poll = server.client().post(POLL, "")) {
            server.advance(Duration.ofSeconds(25));
            assertThat(poll.answer().body()).isEqualTo("h\n");
        }
    }

    @Test
    void anErrorIsFollowedByACloseFrame() {
        poll();
        send(StompText.CONNECT + "NONSENSE\n\n^@");
        assertThat(poll()).contains("\"ERROR\nmessage:");
        assertThat(poll()).startsWith("c[1002,\"");
        assertThat(poll()).startsWith("c[1002,\"");
    }

    @Test
    void aDeniedClientIsToldWhy() {
        poll();
        send("CONNECT\naccept-version:1.2\npasscode:wrong\n\n^@");
        assertThat(poll()).contains("ERROR\nmessage:the passcode is wrong\n");
        assertThat(poll()).startsWith("c[1008,\"");
    }

    @Test
    void aClientThatDisconnectsIsClosedNormally() throws InterruptedException {
        subscribed();
        send("DISCONNECT\nreceipt:r\n\n^@");
        assertThat(poll()).isEqualTo("a[\"" + RECEIPT + "\"]");
        assertThat(poll()).startsWith("c[1000,\"");
        assertEnd("DISCONNECT");
    }

    @Test
    void aClientThatNeverConnectsIsTurnedAway() {
        try (SockJsClient stream = server.client().post(SockJsServer.SESSION + "/xhr_streaming", "")) {
            stream.head();
            stream.chunk();
            stream.chunk();
            server.advance(Duration.ofSeconds(10));
            assertThat(stream.chunk()).contains("ERROR");
        }
    }

    @Test
    void aClientThatLeavesIsMissedOnce() throws InterruptedException {
        subscribed();
        server.advance(Duration.ofSeconds(5));
        assertEnd("no request of the client has come for 5000 ms");
        assertThat(server.service.sessions()).isZero();
    }

    @Test
    void aClientThatBreaksOffItsPollIsMissedOnce() throws InterruptedException {
        subscribed();
        server.client().post(POLL, "").close();
        assertEnd("the other side closed the connection");
    }

    @Test
    void aClientThatTakesNothingIsCutOffOnceTooMuchWaits() throws InterruptedException {
        subscribed();
        byte[] body = "x".repeat(32 * 1024).getBytes(UTF_8);
        for (int i = 0; i < 20; i++) {
            broker.send(Message.of("/topic/a", Headers.of(), body));
        }
        for (int i = 0; i < 6; i++) {
            server.advance(Duration.ofMillis(250)); // what waited before has to have half a second, too
        }
        assertThat(poll()).contains("xxxx").hasSizeLessThan(300_000);
        assertThat(poll())
                .isEqualTo(
                        "c[1008,\"more than the 524288 bytes allowed wait for the client (limit sendBufferBytes)\"]");
        assertEnd("more than the 524288 bytes allowed wait for the client (limit sendBufferBytes)");
    }

    @Test
    void aClientThatPollsGetsABurstInItsOrder() {
        subscribed();
        String body = "x".repeat(32 * 1024);
        for (int i = 0; i < 40; i++) {
            broker.send(Message.of("/topic/a", Headers.of(), (i + "." + body).getBytes(UTF_8)));
        }
        for (int i = 0; i < 40; ) {
            String frame = poll();
            assertThat(frame).startsWith("a[\"MESSAGE\n");
            for (int from = frame.indexOf("\n\n"); from >= 0; from = frame.indexOf("\n\n", from + 2)) {
                assertThat(frame.substring(from + 2, from + 8)).startsWith(i++ + ".");
            }
        }
    }

    private void subscribed() {
        poll();
        send(StompText.CONNECT + SUBSCRIBE);
        assertThat(poll()).contains(RECEIPT);
    }

    private void send(String... messages) {
        assertThat(server.post(SEND, StompText.payload(messages)).status()).isEqualTo("204 No Content");
    }

    private String poll() {
        return StompText.readable(server.post(POLL, "").text());
    }

    /** Each event of the session comes once. */
    private void assertEnd(String reason) throws InterruptedException {
        assertThat(next()).isInstanceOf(SessionEvent.Connected.class);
        assertThat(next()).isInstanceOf(SessionEvent.Subscribed.class);
        assertThat(next()).isInstanceOf(SessionEvent.Unsubscribed.class);
        assertThat(next()).isInstanceOfSatisfying(SessionEvent.Disconnected.class, event -> assertThat(event.reason())
                .isEqualTo(reason));
        server.advance(Duration.ofSeconds(5));
        assertThat(events).isEmpty();
    }

    private SessionEvent next() throws InterruptedException {
        return Objects.requireNonNull(events.poll(30, TimeUnit.SECONDS), "no event came");
    }
}
