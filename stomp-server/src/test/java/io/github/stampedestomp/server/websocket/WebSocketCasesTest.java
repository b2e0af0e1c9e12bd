package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** RFC 6455 case by case, over real sockets. The clock stands still, so no answer comes because the time is over. */
class WebSocketCasesTest {
    private static final int MESSAGE_BYTES = 100_000;
    private static final List<WebSocketCase> CASES = WebSocketCase.all();

    private static RunningLoops running;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        running = new RunningLoops();
        Routes routes = Routes.builder()
                .at(
                        "/stomp",
                        exchange -> WebSocketEndpoint.open(
                                exchange,
                                Origins.same(),
                                new MessageLimits(MESSAGE_BYTES, MessageLimits.FRAGMENTS),
                                Echo::new))
                .build();
        port = HttpServer.start(RunningLoops.anyPort(), running.loops, routes, HttpLimits.STANDARD, Admission.upTo(100))
                .port();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void theTableIsLongEnough() {
        assertThat(CASES).hasSizeGreaterThanOrEqualTo(240).doesNotHaveDuplicates();
        assertThat(CASES.stream().map(WebSocketCase::group).distinct())
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "9", "10");
    }

    @TestFactory
    Stream<DynamicTest> eachCaseHasItsAnswer() {
        return CASES.stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> hold(each)));
    }

    @TestFactory
    Stream<DynamicTest> eachTextMeansTheSameInFragmentsOfOneByte() {
        return CASES.stream()
                .filter(each -> each.group().equals("6") && each.isOneText())
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> hold(each.inSmallFragments())));
    }

    private static void hold(WebSocketCase each) {
        try (RawClient client = RawClient.to(port)) {
            byte[] request = WebSocketServer.request("").getBytes(UTF_8);
            if (!each.isSentWithTheRequest()) {
                client.send(request);
                assertThat(client.readUntil("\r\n\r\n")).startsWith(WebSocketServer.ACCEPTED);
            }
            each.segments(request).forEach(client::send);
            if (each.isSentWithTheRequest()) {
                assertThat(client.readUntil("\r\n\r\n")).startsWith(WebSocketServer.ACCEPTED);
            }
            each.answer().forEach(word -> FrameWord.parse(word).assertIs(ServerFrame.next(client)));
            if (!each.isRefused()) {
                client.send(ClientFrames.of().close(1000, "").bytes());
                FrameWord.parse("close:1000").assertIs(ServerFrame.next(client));
            }
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    /** Sends each message back. */
    private static final class Echo implements WebSocketListener {
        private final WebSocketConnection connection;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        Echo(WebSocketConnection connection) {
            this.connection = connection;
        }

        @Override
        public void receive(boolean text, ByteBuffer piece, boolean last) {
            while (piece.hasRemaining()) {
                message.write(piece.get());
            }
            if (last) {
                ByteBuffer whole = ByteBuffer.wrap(message.toByteArray());
                connection.send(WebSocketFraming.TEXT.first(whole, ByteBuffer.allocate(0), text));
                message.reset();
            }
        }

        @Override
        public void writable() {}

        @Override
        public void stop() {
            connection.close(1001, "the server stops");
        }

        @Override
        public void closed(String reason) {}
    }
}
