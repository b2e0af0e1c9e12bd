package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.sockjs.Conversation;
import io.github.stampedestomp.server.sockjs.SockJsSession;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport websocket, and the WebSocket without SockJS. */
class SockJsWebSocketTest {
    private static final String PATH = SockJsServer.SESSION + "/websocket";
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void framesAreMessagesAndTheFirstIsTheOpenFrame() throws IOException {
        try (WireClient client = WireClient.open(server.port, PATH)) {
            assertText(client, "o");
            client.send("[\"a\",\"\\ud83d\\udc0e\"]");
            assertText(client, "a[\"a\"]");
            assertText(client, "a[\"\\ud83d\\udc0e\"]");
            assertThat(server.conversation().next()).isEqualTo("receive a");
        }
    }

    @Test
    void aStringAloneIsAMessage() throws IOException {
        try (WireClient client = open()) {
            client.send("\"a\"");
            assertText(client, "a[\"a\"]");
        }
    }

    @Test
    void anEmptyMessageAndAnEmptyArrayAreIgnored() throws IOException {
        try (WireClient client = open()) {
            client.send("");
            client.send("[]");
            client.send("[\"a\"]");
            assertText(client, "a[\"a\"]");
        }
    }

    @Test
    void nobodyMaySendMuchBeforeTheConversationAllowsIt() throws IOException {
        try (SockJsServer wary = new SockJsServer(loops -> Wary::new);
                WireClient client = WireClient.open(wary.port, PATH)) {
            assertText(client, "o");
            client.send("[\"" + "x".repeat(128 * 1024 - 4) + "\"]");
            assertText(client, "a[\"131068\"]");
            client.send("[\"let in\"]");
            assertText(client, "a[\"6\"]");
            client.send("[\"" + "x".repeat(128 * 1024 - 3) + "\"]");
            assertText(client, "a[\"131069\"]");
        }
    }

    @Test
    void tooMuchBeforeTheConversationAllowsItEndsTheConnection() throws IOException {
        try (SockJsServer wary = new SockJsServer(loops -> Wary::new);
                WireClient client = WireClient.open(wary.port, PATH)) {
            assertText(client, "o");
            client.send("[\"" + "x".repeat(128 * 1024 - 3) + "\"]");
            assertClose(client, 1009, "the message is longer than the 131072 bytes allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"a", "[\"a\"", "\"a", "a", "[1]", "{}", " "})
    void brokenJsonEndsTheConnectionWithoutACloseFrameOfSockJs(String json) throws IOException {
        try (WireClient client = open()) {
            client.send("[\"a\"]");
            assertText(client, "a[\"a\"]");
            client.send(json);
            assertClose(client, 3000, "Broken framing.");
        }
    }

    @Test
    void aBinaryMessageEndsTheConnection() throws IOException {
        try (WireClient client = open()) {
            client.send(BINARY, "[\"a\"]".getBytes(UTF_8));
            assertClose(client, 3000, "Broken framing.");
        }
    }

    @Test
    void aMessageMayComeInFragments() throws IOException {
        try (WireClient client = open()) {
            client.write(new byte[] {0x01, (byte) 0x82, 0, 0, 0, 0, '[', '"'});
            client.write(new byte[] {0x00, (byte) 0x82, 0, 0, 0, 0, (byte) 0xc3, (byte) 0xa9});
            client.write(new byte[] {(byte) 0x80, (byte) 0x82, 0, 0, 0, 0, '"', ']'});
            assertText(client, "a[\"é\"]");
        }
    }

    @Test
    void theServerSaysWhyItClosesAndClosesTheWebSocketInOrder() throws IOException {
        try (WireClient client = open()) {
            RecordingConversation conversation = server.conversation();
            conversation.with(session -> {
                session.close(3000, "Go away!");
                session.send("too late");
                session.close(3001, "again");
            });
            assertText(client, "c[3000,\"Go away!\"]");
            assertClose(client, 1000, "");
            client.send(CLOSE, new byte[] {0x03, (byte) 0xe8});
            assertThat(conversation.next()).startsWith("closed: ");
        }
    }

    @Test
    void theConversationLearnsOnceThatTheClientIsGone() throws IOException {
        WireClient client = open();
        RecordingConversation conversation = server.conversation();
        client.send("[\"a\"]");
        assertThat(conversation.next()).isEqualTo("receive a");
        client.send(CLOSE, new byte[] {0x03, (byte) 0xe8});
        client.close();
        assertThat(conversation.next()).startsWith("closed: ");
        server.running.turn();
        conversation.assertNothingMore();
    }

    @Test
    void theNameOfASessionMayBeUsedTwiceAtTheSameTime() throws IOException {
        try (WireClient first = open();
                WireClient second = open()) {
            first.send("[\"a\"]");
            second.send("[\"b\"]");
            assertText(first, "a[\"a\"]");
            assertText(second, "a[\"b\"]");
            assertThat(server.service.sessions()).isZero();
            assertThat(server.post(SockJsServer.SESSION + "/xhr", "").body()).isEqualTo("o\n");
        }
    }

    @Test
    void aHeartbeatIsSentAfterSilence() throws IOException {
        try (WireClient client = open()) {
            server.advance(Duration.ofSeconds(24));
            client.send("[\"a\"]");
            assertText(client, "a[\"a\"]");
            advanceBySeconds(24);
            client.send("[\"b\"]");
            assertText(client, "a[\"b\"]");
            advanceBySeconds(26); // noticed at most a second too late
            assertText(client, "h");
        }
    }

    @Test
    void aSessionWithHeartbeatsOfItsOwnGetsNone() throws IOException {
        try (WireClient client = open()) {
            server.conversation().with(session -> session.stopHeartbeats());
            server.running.turn();
            advanceBySeconds(60);
            client.send("[\"a\"]");
            assertText(client, "a[\"a\"]");
        }
    }

    @Test
    void whatIsNoUpgradeIsABadRequest() {
        assertThat(server.get(PATH).status()).isEqualTo("400 Bad Request");
        assertThat(server.get(PATH).body()).startsWith("Can \"Upgrade\" only to \"WebSocket\".");
        Answer answer = server.get(PATH, "Upgrade: websocket", "Connection: close");
        assertThat(answer.status()).isEqualTo("400 Bad Request");
        assertThat(answer.body()).startsWith("Not a valid websocket request");
    }

    @Test
    void amongOthersTheHeaderConnectionMayAskForTheUpgrade() {
        try (SockJsClient client = server.client()) {
            client.get(
                    PATH,
                    "Upgrade: WebSocket",
                    "Connection: keep-alive, Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==");
            assertThat(client.head().status()).isEqualTo("101 Switching Protocols");
        }
    }

    @Test
    void plainWebSocketHasNoFramesOfSockJsAndNoHeartbeats() throws IOException {
        try (WireClient client = WireClient.open(server.port, "/echo/websocket")) {
            advanceBySeconds(60);
            client.send("not JSON");
            assertText(client, "not JSON");
        }
    }

    @Test
    void thereIsNeitherWithoutWebSockets() {
        SockJs settings = SockJsServer.all().withoutWebSocket();
        try (SockJsServer plain = new SockJsServer(settings, Origins.any())) {
            assertThat(plain.get(PATH).status()).isEqualTo("404 Not Found");
            assertThat(plain.get("/echo/websocket").status()).isEqualTo("404 Not Found");
        }
    }

    @Test
    void aMessageBeyondThePayloadLimitIsRefused() throws IOException {
        SockJs settings = SockJsServer.all().payloadBytes(100);
        try (SockJsServer small = new SockJsServer(settings, Origins.any());
                WireClient client = WireClient.open(small.port, PATH)) {
            assertText(client, "o");
            client.send("[\"" + "x".repeat(96) + "\"]");
            assertText(client, "a[\"" + "x".repeat(96) + "\"]");
            client.send("[\"" + "x".repeat(97) + "\"]");
            WireClient.Incoming close = client.next();
            assertThat(close.opcode()).isEqualTo(CLOSE);
            assertThat(close.closeCode()).isEqualTo(1009);
        }
    }

    private WireClient open() throws IOException {
        WireClient client = WireClient.open(server.port, PATH);
        assertText(client, "o");
        return client;
    }

    private void advanceBySeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            server.advance(Duration.ofSeconds(1));
        }
    }

    private static void assertText(WireClient client, String text) throws IOException {
        WireClient.Incoming next = client.next();
        assertThat(next.wire()).isEqualTo(text);
        assertThat(next.opcode()).isEqualTo(TEXT);
    }

    private static void assertClose(WireClient client, int code, String reason) throws IOException {
        WireClient.Incoming next = client.next();
        assertThat(next.opcode()).isEqualTo(CLOSE);
        assertThat(next.closeCode()).isEqualTo(code);
        assertThat(new String(next.payload(), 2, next.payload().length - 2, UTF_8))
                .isEqualTo(reason);
    }

    /** Tells how long messages are, and allows long ones after "let in". */
    private record Wary(SockJsSession session) implements Conversation {
        @Override
        public void receive(String message) {
            if (message.equals("let in")) {
                session.allowLongPayloads();
            }
            session.send(String.valueOf(message.length()));
        }

        @Override
        public void writable() {}

        @Override
        public void stop() {}

        @Override
        public void closed(String reason) {}
    }
}
