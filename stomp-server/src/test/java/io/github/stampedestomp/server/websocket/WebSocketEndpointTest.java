package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.session.Connection;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.SessionEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSocketEndpointTest {
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:a\n\n\0";

    private final WebSocketServer server = new WebSocketServer(Origins.same());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aUsualClientIsServed() throws Exception {
        Messages messages = new Messages();
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("v12.stomp", "v11.stomp")
                .buildAsync(URI.create("ws://localhost:" + server.port + "/stomp"), messages)
                .get();
        assertThat(client.getSubprotocol()).isEqualTo("v12.stomp");
        client.sendText(CONNECT.substring(0, 9), false).get();
        client.sendText(CONNECT.substring(9), true).get();
        assertThat(messages.received.take()).startsWith("text CONNECTED\nversion:1.2\n");
        client.sendPing(ByteBuffer.wrap("hello".getBytes(UTF_8))).get();
        assertThat(messages.received.take()).isEqualTo("pong hello");
        client.sendClose(1000, "bye").get();
        assertThat(messages.received.take()).isEqualTo("close 1000 bye");
    }

    @Test
    void theSessionLearnsWhatTheClientSaidWhenItCame() throws Exception {
        try (RawClient client = RawClient.to(server.port)) {
            client.send(WebSocketServer.request("Cookie: a=b\nX-List: one\nX-List: two\n"));
            Handshake handshake = server.connections.take().handshake();
            assertThat(handshake.path()).isEqualTo("/stomp");
            assertThat(handshake.query()).isEqualTo("token=x");
            assertThat(handshake.remoteAddress()).isEqualTo("127.0.0.1");
            assertThat(handshake.header("cookie")).contains("a=b");
            assertThat(handshake.header("x-list")).contains("one, two");
        }
    }

    @Test
    void framesMayComeInOneSegmentWithTheRequest() {
        try (RawClient client = RawClient.to(server.port)) {
            byte[] request = WebSocketServer.request("").getBytes(UTF_8);
            byte[] frame = ClientFrames.of().text(CONNECT).bytes();
            client.send(ByteBuffer.allocate(request.length + frame.length)
                    .put(request)
                    .put(frame)
                    .array());
            assertThat(client.readUntil("\r\n\r\n")).startsWith(WebSocketServer.ACCEPTED);
            assertThat(next(client)).startsWith("text CONNECTED\n");
        }
    }

    @Test
    void aClientIsAnsweredInTheKindOfMessageOfItsConnect() {
        try (RawClient client = server.open()) {
            client.send(ClientFrames.of().binary(CONNECT.getBytes(UTF_8)).bytes());
            assertThat(next(client)).startsWith("binary CONNECTED\n");
            client.send(ClientFrames.of()
                    .text("SUBSCRIBE\nid:0\ndestination:/topic/a\nreceipt:1\n\n\0")
                    .bytes());
            assertThat(next(client)).startsWith("binary RECEIPT\n");
        }
    }

    @Test
    void severalStompFramesMayShareAMessage() {
        try (RawClient client = server.open()) {
            client.send(ClientFrames.of()
                    .text(CONNECT + "\n\nSUBSCRIBE\nid:0\ndestination:/topic/a\nreceipt:1\n\n\0")
                    .bytes());
            assertThat(next(client)).startsWith("text CONNECTED\n");
            assertThat(next(client)).startsWith("text RECEIPT\n");
        }
    }

    @Test
    void aCloseOfTheClientIsAnsweredAndEndsTheSessionAtOnce() throws Exception {
        try (RawClient client = connected()) {
            client.send(ClientFrames.of()
                    .close(4001, "done")
                    .text("SEND\ndestination:/topic/a\n\nlate\0")
                    .bytes());
            assertThat(next(client)).isEqualTo("close 4001 done");
            assertThat(client.readToEnd()).isEmpty();
            assertThat(server.events.take()).isInstanceOf(SessionEvent.Connected.class);
            assertThat(server.events.take())
                    .isInstanceOfSatisfying(SessionEvent.Disconnected.class, event -> assertThat(event.reason())
                            .isEqualTo("closed by the client with code 4001"));
        }
        while (server.running.loops.connectionCount() > 0) {
            server.running.turn();
        }
        assertThat(server.events).as("nothing is told twice").isEmpty();
    }

    @Test
    void aLostConnectionEndsTheSession() throws Exception {
        connected().reset();
        assertThat(server.events.take()).isInstanceOf(SessionEvent.Connected.class);
        assertThat(server.events.take()).isInstanceOf(SessionEvent.Disconnected.class);
    }

    @Test
    void anErrorFrameReachesAClientThatIsStillSending() {
        try (RawClient client = server.open()) {
            byte[] more = ClientFrames.of().binary(new byte[60_000]).bytes();
            client.send(ClientFrames.of().text("NONSENSE\n\n\0").bytes());
            for (int i = 0; i < 10; i++) {
                client.send(more);
            }
            assertThat(next(client)).startsWith("text ERROR\n");
            assertThat(next(client)).isEqualTo("close 1002 see the ERROR frame");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aBrokenFrameIsAnsweredWithAReason() {
        try (RawClient client = server.open()) {
            client.send(ClientFrames.of().raw("8105").bytes());
            assertThat(next(client)).isEqualTo("close 1002 a frame of a client must be masked");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aMessageThatIsTooLongIsRefusedOnItsHeader() {
        try (RawClient client = server.open()) {
            client.send(ClientFrames.of().raw("82ff 00000000000186a1 00000000").bytes());
            assertThat(next(client))
                    .isEqualTo("close 1009 the message is longer than the 100000 bytes allowed (limit bodyBytes)");
        }
    }

    @Test
    void aTextMustBeUtf8() {
        try (RawClient client = server.open()) {
            client.send(ClientFrames.of().frame(0x81, (byte) 0xff).bytes());
            assertThat(next(client)).isEqualTo("close 1007 a text must be UTF-8");
        }
    }

    @Test
    void everyPingIsAnsweredIfTheClientReads() {
        try (RawClient client = server.open()) {
            ClientFrames pings = ClientFrames.of();
            for (int i = 0; i < 10; i++) {
                pings.ping("ping " + i);
            }
            client.send(pings.bytes());
            for (int i = 0; i < 10; i++) {
                assertThat(next(client)).isEqualTo("pong ping " + i);
            }
        }
    }

    @Test
    void aClientThatPingsAndDoesNotReadGetsThePongOfItsLatestPing() throws Exception {
        int backlog = 16 * 1024 * 1024;
        try (RawClient client = server.openSlowly()) {
            Connection connection = server.connections.take();
            connection.execute(() -> connection.send(ByteBuffer.allocate(backlog)));
            ClientFrames pings = ClientFrames.of();
            for (int i = 0; i < 1000; i++) {
                pings.ping("%0100d".formatted(i));
            }
            while (connection.unsentBytes() == 0) {
                server.running.turn();
            }
            for (int i = 0; i < 100; i++) {
                client.send(pings.bytes());
            }
            client.send(ClientFrames.of().ping("the latest").text(CONNECT).bytes());
            assertThat(server.events.take()).as("all was read").isInstanceOf(SessionEvent.Connected.class);
            assertThat(connection.unsentBytes()).isLessThan(backlog);
            client.readBytes(backlog);
            assertThat(next(client)).startsWith("text CONNECTED\n");
            assertThat(next(client)).isEqualTo("pong the latest");
        }
    }

    @Test
    void aServerThatStopsSaysSo() {
        try (RawClient client = connected()) {
            Thread stopper = new Thread(() -> server.running.loops.stop(Duration.ofSeconds(30)));
            stopper.start();
            assertThat(next(client)).isEqualTo("close 1012 the server stops");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aClientThatSendsNoConnectIsTurnedOut() {
        try (RawClient client = server.open()) {
            server.running.advance(Duration.ofSeconds(10));
            assertThat(next(client)).startsWith("text ERROR\n");
            assertThat(next(client)).startsWith("close 1002 ");
        }
    }

    @Test
    void publishersOfOtherThreadsReachTheClient() {
        try (RawClient client = connected()) {
            client.send(ClientFrames.of()
                    .text("SUBSCRIBE\nid:0\ndestination:/topic/a\nreceipt:1\n\n\0")
                    .bytes());
            assertThat(next(client)).startsWith("text RECEIPT\n");
            for (int i = 0; i < 1000; i++) {
                server.broker.send(Message.of("/topic/a", "message " + i));
            }
            for (int i = 0; i < 1000; i++) {
                assertThat(next(client)).startsWith("text MESSAGE\n").endsWith("message " + i + "^@");
            }
        }
    }

    @Test
    void aReasonThatIsTooLongIsCutBetweenCharacters() throws Exception {
        try (RawClient client = server.open()) {
            Connection connection = server.connections.take();
            connection.execute(() -> connection.close(4000, "x" + "ä".repeat(100)));
            assertThat(next(client)).isEqualTo("close 4000 x" + "ä".repeat(61));
        }
    }

    private RawClient connected() {
        RawClient client = server.open();
        client.send(ClientFrames.of().text(CONNECT).bytes());
        assertThat(next(client)).startsWith("text CONNECTED\n");
        return client;
    }

    private static String next(RawClient client) {
        return ServerFrame.next(client).described();
    }

    /** Collects what the JDK's client receives. */
    private static final class Messages implements WebSocket.Listener {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
            received.add("text " + text);
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
            received.add("pong " + UTF_8.decode(message));
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            received.add("close " + code + " " + reason);
            return null;
        }
    }
}
