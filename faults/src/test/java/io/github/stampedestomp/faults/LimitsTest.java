package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that go as far as they are let. */
@Tag("fault")
class LimitsTest {
    private static ServerProcess server;
    private static Trial trial;

    @BeforeAll
    static void start() throws IOException {
        server = ServerProcess.start(
                "connectBytes=4096",
                "connectTimeout=1000",
                "requestHeadTimeout=500",
                "subscriptions=5",
                "transactions=3,10,2000",
                "unackedMessages=5",
                "queues=5,4000,9000");
        trial = Trial.begin("every limit of requests, WebSockets and frames", server, () -> {
            try (WireClient client = WireClient.connect(server.port())) {
                client.send("SEND\n\n^@");
                client.outcome();
            }
        });
    }

    @AfterAll
    static void nothingIsLeft() {
        try (ServerProcess ended = server;
                Trial last = trial) {
            assertThat(ended.isAlive()).isTrue();
            last.assertEndured();
        }
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments("requestHeadBytes", "GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(17_000), "431"),
                arguments("requestHeaders", "GET / HTTP/1.1\r\nHost: h\r\n" + "X: x\r\n".repeat(101), "431"),
                arguments("requestHeadTimeout", "GET / HTTP/1.1\r\nHost: h\r\nX", "408"),
                arguments("requestBodyBytes", "POST /no HTTP/1.1\r\nHost: h\r\nContent-Length: 131073\r\n\r\n", "413"),
                arguments(
                        "requestBodyBytes",
                        "POST /sockjs/000/a/xhr_send HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n",
                        "413"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void requestBeyondALimitIsAnsweredByItsStatus(String limit, String request, String status) throws IOException {
        double before = server.counted().reached(limit);
        try (WireClient client = WireClient.raw(server.port())) {
            client.write(request.getBytes(US_ASCII));

            assertThat(client.head()).as(limit).startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.awaitEnd()).endsWith(" (limit " + limit + ")\n");
        }
        assertThat(server.counted().reached(limit)).isEqualTo(before + 1);
    }

    static Stream<Arguments> webSockets() {
        List<byte[]> fragments = new ArrayList<>(List.of(Wire.frame(Wire.TEXT, new byte[] {'\n'})));
        for (int i = 0; i < 256; i++) {
            fragments.add(Wire.frame(0, new byte[] {'\n'}));
        }
        return Stream.of(
                arguments("bodyBytes", List.of(Wire.announced(Wire.TEXT, 1L << 31))),
                arguments("bodyBytes", List.of(Wire.announced(Wire.TEXT, 100 << 10))),
                arguments("fragments", fragments));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("webSockets")
    void messageBeyondALimitIsAnsweredBy1009(String limit, List<byte[]> frames) throws IOException {
        double before = server.counted().reached(limit);
        try (WireClient client = WireClient.open(server.port())) {
            for (byte[] frame : frames) {
                client.write(frame);
            }

            WireClient.Incoming close = client.next();
            assertThat(close.opcode()).isEqualTo(Wire.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1009);
            assertThat(close.closeReason()).endsWith(" (limit " + limit + ")");
        }
        assertThat(server.counted().reached(limit)).isEqualTo(before + 1);
    }

    static Stream<Arguments> frames() {
        String subscribe = "SUBSCRIBE\nid:%d\ndestination:/topic/limits\n\n^@";
        String begin = "BEGIN\ntransaction:%d\n\n^@";
        String sendInside = "SEND\ndestination:/topic/limits\ntransaction:0\n\n%s^@";
        String enqueue = "SEND\ndestination:/queue/limits\n\n%d^@";
        return Stream.of(
                arguments("commandBytes", "C".repeat(33) + "\n\n^@", "the command is longer than the 32 bytes allowed"),
                arguments(
                        "headerLineBytes",
                        "SEND\nx:" + "x".repeat(8191) + "\n\n^@",
                        "a header line is longer than the 8192 bytes allowed"),
                arguments(
                        "headers",
                        "SEND\n" + "x:x\n".repeat(65) + "\n^@",
                        "the frame has more than the 64 headers allowed"),
                arguments(
                        "headBytes",
                        "SEND\n" + ("x:" + "x".repeat(8000) + "\n").repeat(3) + "\n^@",
                        "the headers are longer than the 16384 bytes allowed"),
                arguments(
                        "bodyBytes",
                        "SEND\ndestination:/topic/limits\ncontent-length:65537\n\n",
                        "the body is longer than the 65536 bytes allowed"),
                arguments("subscriptions", many(6, subscribe), "the session has the 5 subscriptions allowed"),
                arguments("transactions", many(4, begin), "the session has the 3 open transactions allowed"),
                arguments(
                        "transactionFrames",
                        begin.formatted(0) + many(11, sendInside),
                        "the transaction '0' holds more than the 10 frames allowed"),
                arguments(
                        "transactionBytes",
                        begin.formatted(0) + sendInside.formatted("x".repeat(2000)),
                        "the transaction '0' holds more than the 2000 bytes allowed"),
                arguments(
                        "unackedMessages",
                        "SUBSCRIBE\nid:0\ndestination:/topic/unacked\nack:client\n\n^@"
                                + many(6, "SEND\ndestination:/topic/unacked\n\n%d^@"),
                        "the subscription '0' has left more than the 5 messages allowed unacknowledged"),
                arguments(
                        "queueMessages", many(6, enqueue), "the queue '/queue/limits' is full, it may hold 5 messages"),
                arguments(
                        "queueBytes",
                        "SEND\ndestination:/queue/long\n\n" + "x".repeat(4000) + "^@",
                        "the queue '/queue/long' is full, it may hold 4000 bytes"),
                arguments(
                        "allQueuesBytes",
                        many(4, "SEND\ndestination:/queue/%d\n\n" + "x".repeat(3000) + "^@"),
                        "the queues are full, all of them together may hold 9000 bytes"),
                arguments(
                        "destinationCharacters",
                        "SUBSCRIBE\nid:0\ndestination:/topic/" + "x".repeat(300) + "\n\n^@",
                        "the destination '/topic/" + "x".repeat(57) + "…' is longer than the 255 characters allowed"));
    }

    private static String many(int count, String frame) {
        StringBuilder frames = new StringBuilder();
        for (int i = 0; i < count; i++) {
            frames.append(frame.formatted(i));
        }
        return frames.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void frameBeyondALimitIsAnsweredByItsSentence(String limit, String frames, String sentence) throws IOException {
        double before = server.counted().reached(limit);
        try (WireClient client = WireClient.connect(server.port())) {
            client.send(frames);

            assertThat(client.outcome()).isEqualTo("ERROR " + sentence + " (limit " + limit + "), closed with 1002");
        }
        assertThat(server.counted().reached(limit)).isEqualTo(before + 1);
    }

    @Test
    void whoDoesNotConnectInTimeIsToldSo() throws IOException {
        double before = server.counted().reached("connectTimeout");
        try (WireClient client = WireClient.open(server.port())) {
            assertThat(client.outcome())
                    .isEqualTo(
                            "ERROR no session was connected within 1000 ms (limit connectTimeout), closed with 1002");
        }
        assertThat(server.counted().reached("connectTimeout")).isEqualTo(before + 1);
    }

    @Test
    void whoSendsMuchBeforeItsConnectIsCompleteIsToldSo() throws IOException {
        double before = server.counted().reached("connectBytes");
        try (WireClient client = WireClient.open(server.port())) {
            client.send("CONNECT\naccept-version:1.2\nhost:" + "x".repeat(4096) + "\n");

            assertThat(client.outcome())
                    .isEqualTo("ERROR more than the 4096 bytes allowed came before a CONNECT was complete"
                            + " (limit connectBytes), closed with 1002");
        }
        assertThat(server.counted().reached("connectBytes")).isEqualTo(before + 1);
    }
}
