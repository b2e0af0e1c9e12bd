package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsConnectionTest {
    private static final TestIdentity SERVER = TestIdentity.of("server");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MUCH = 16 * 1024 * 1024;
    /** RFC 8446, chapters 5.1 and 6: an alert record, then its level and description. */
    private static final String PROTOCOL_VERSION = "0246";

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<RecordingReceiver> receivers = new LinkedBlockingQueue<>();
    private final SSLContext client = SERVER.believed();

    @AfterEach
    void stop() {
        running.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void bytesGoBothWays(String protocol) throws Exception {
        int port = listenAndEcho();
        try (TlsClient tls = TlsClient.to(port, client, protocol)) {
            tls.send("hello");
            assertThat(tls.read(10)).isEqualTo("echo hello");
            assertThat(tls.protocol()).isEqualTo(protocol);
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("hello");
            running.turn();
            assertThat(receiver.connection.isSecure()).isTrue();
            assertThat(receiver.connection.certificates()).isEmpty();
            assertThat(receiver.connection.sentBytes()).isEqualTo(10);
            assertThat(receiver.connection.unsentBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aHandshakeAndDataThatTrickleByteByByteArrive(String protocol) throws Exception {
        int port = listenAndEcho();
        try (TlsClient tls = TlsClient.tricklingTo(port, client, protocol)) {
            tls.send("hello");
            assertThat(tls.read(10)).isEqualTo("echo hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {1, 16_383, 16_384, 16_385, 32_768, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 1_000_000})
    void theLastRecordLeavesWhateverTheLength(int length) throws Exception {
        byte[] sent = pattern(length);
        int port = listen(receiver -> receiver.onText(text -> receiver.connection.send(ByteBuffer.wrap(sent))));
        try (TlsClient tls = TlsClient.to(port, client)) {
            tls.send("go");
            assertThat(Arrays.equals(tls.readBytes(length), sent)).isTrue();
        }
    }

    @Test
    void allLengthsOfWhatComesArrive() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> receiver.connection.send(ascii(text))));
        try (TlsClient tls = TlsClient.to(port, client)) {
            for (int length : new int[] {1, 16_383, 16_384, 16_385, 65_536, 200_000}) {
                String text = new String(pattern(length), StandardCharsets.ISO_8859_1);
                assertThat(tls.send(text).read(length).equals(text)).isTrue();
            }
        }
    }

    @Test
    void manyMessagesLeaveInFewRecordsAndInOrder() throws Exception {
        int count = 20_000;
        int port = listen(receiver -> receiver.onText(text -> {
            for (int i = 0; i < count; i++) {
                receiver.connection.send(ascii("%07d\n".formatted(i)));
            }
        }));
        try (TlsClient tls = TlsClient.to(port, client)) {
            tls.send("go");
            String all = tls.read(8 * count);
            for (int i = 0; i < count; i++) {
                assertThat(all.startsWith("%07d\n".formatted(i), 8 * i)).isTrue();
            }
        }
    }

    @Test
    void aSlowReaderGetsAllOfItAndTheRestCountsMeanwhile() throws Exception {
        byte[] piece = pattern(1024 * 1024);
        int port = listen(receiver -> receiver.onText(text -> {
            for (int i = 0; i < MUCH / piece.length; i++) {
                receiver.connection.send(ByteBuffer.wrap(piece));
            }
        }));
        try (TlsClient tls = TlsClient.slowTo(port, client)) {
            tls.send("go");
            TcpConnection connection = receivers.take().connection;
            long sent = awaitFullSocket(connection);
            assertThat(connection.unsentBytes()).isEqualTo(MUCH - sent).isPositive();
            for (int i = 0; i < MUCH / piece.length; i++) {
                assertThat(Arrays.equals(tls.readBytes(piece.length), piece)).isTrue();
            }
            running.turn();
            assertThat(connection.unsentBytes()).isZero();
            assertThat(connection.sentBytes()).isEqualTo(MUCH);
        }
    }

    @Test
    void aReceiverLearnsWhenThereIsRoomForMore() throws Exception {
        ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
        int[] left = {MUCH / piece.capacity()};
        int port = listen(receiver -> {
            Runnable more = () -> {
                while (left[0] > 0 && receiver.connection.unsentBytes() < piece.capacity()) {
                    left[0]--;
                    receiver.connection.send(piece);
                }
            };
            return receiver.onText(text -> more.run()).onWritable(more);
        });
        try (TlsClient tls = TlsClient.slowTo(port, client)) {
            tls.send("go");
            assertThat(tls.readBytes(MUCH)).hasSize(MUCH);
        }
    }

    @Test
    void aConnectionThatEndsLosesNothingAndSaysSo() throws Exception {
        String much = "x".repeat(300_000);
        int port = listen(receiver -> receiver.onText(text -> {
            receiver.connection.send(ascii(much));
            receiver.connection.closeAfterFlush("done");
        }));
        try (TlsClient tls = TlsClient.to(port, client)) {
            assertThat(tls.send("go").readToEnd().equals(much)).isTrue(); // which fails if the end is not told by TLS
        }
    }

    @Test
    void aClientThatEndsInOrderIsDone() throws Exception {
        int port = listenAndEcho();
        TlsClient tls = TlsClient.to(port, client);
        assertThat(tls.send("hello").read(10)).isEqualTo("echo hello");
        tls.close();
        RecordingReceiver receiver = receivers.take();
        assertThat(receiver.next()).isEqualTo("hello");
        assertThat(receiver.next()).isEqualTo("closed: the other side closed the connection");
    }

    @Test
    void aClientThatIsCutOffEndsAsIfItHadClosed() throws Exception {
        int port = listenAndEcho();
        TlsClient tls = TlsClient.to(port, client);
        assertThat(tls.send("hello").read(10)).isEqualTo("echo hello");
        tls.truncate();
        RecordingReceiver receiver = receivers.take();
        assertThat(receiver.next()).isEqualTo("hello");
        assertThat(receiver.next()).isEqualTo("closed: the other side closed the connection");
    }

    @Test
    void tls11IsRefusedByAnAlert() throws Exception {
        int port = listenAndEcho();
        String random = "00".repeat(32);
        String hello = "0302" + random + "00" + "0002c013" + "0100";
        byte[] record = HexFormat.of().parseHex("160301002d" + "01000029" + hello);
        try (RawClient raw = RawClient.to(port)) {
            raw.send(record);
            byte[] alert = raw.readBytes(7);
            assertThat(HexFormat.of().formatHex(alert)).startsWith("15").endsWith(PROTOCOL_VERSION);
            raw.awaitEnd();
        }
        assertThat(receivers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one byte", "all but one byte"})
    void aHandshakeThatTricklesIsCutInTime(String howMuch) throws Exception {
        int port = listenAndEcho();
        byte[] hello = clientHello();
        int begun = howMuch.isEmpty() ? 0 : howMuch.equals("one byte") ? 1 : hello.length - 20;
        try (RawClient raw = RawClient.to(port)) {
            raw.send(Arrays.copyOf(hello, begun));
            awaitConnections(1);
            for (int i = 0; i < 9; i++) {
                running.advance(SECOND);
                raw.send(new byte[] {hello[begun + i]});
                running.turn();
                assertThat(running.loops.connectionCount()).isEqualTo(1);
            }
            running.advance(SECOND);
            awaitConnections(0);
            raw.awaitEnd();
        }
        assertThat(receivers).isEmpty();
    }

    @Test
    void plainHttpIsToldWhatIsSpokenHere() throws Exception {
        int port = listenAndEcho();
        try (RawClient raw = RawClient.to(port)) {
            assertThat(raw.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").readToEnd())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .endsWith("\r\n\r\nthis port speaks HTTPS only\n");
        }
        assertThat(receivers).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000",
                "ffffffffffffffffffffffffffffffffff",
                "16030100050100000100aabbccddeeff",
                "1603010000",
                "160301ffff00",
                "1503030002022815030300020228",
                "170303000501020304051703030005",
                "802e0100020015000000100100800700c003008006004002008004008000000",
            })
    void garbageEndsItsConnectionAndNoOther(String hex) throws Exception {
        int port = listenAndEcho();
        byte[] garbage = HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0");
        try (TlsClient other = TlsClient.to(port, client);
                RawClient raw = RawClient.to(port)) {
            raw.send(garbage).endOutput();
            raw.awaitEnd();
            assertThat(other.send("hello").read(10)).isEqualTo("echo hello");
        }
    }

    @Test
    void garbageAfterTheHandshakeEndsTheConnectionByAnAlert() throws Exception {
        int port = listenAndEcho();
        try (TlsClient tls = TlsClient.to(port, client)) {
            assertThat(tls.send("hello").read(10)).isEqualTo("echo hello");
            tls.sendBelow(HexFormat.of().parseHex("1703030020" + "ab".repeat(32)));
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("hello");
            assertThat(receiver.next()).startsWith("closed: TLS failed: ");
            assertThatThrownBy(tls::readToEnd)
                    .hasCauseInstanceOf(SSLException.class)
                    .hasMessageContaining("bad_record_mac");
        }
    }

    @Test
    void aSecondHandshakeIsRefused() throws Exception {
        int port = listenAndEcho();
        try (TlsClient tls = TlsClient.to(port, client, "TLSv1.2")) {
            assertThat(tls.send("hello").read(10)).isEqualTo("echo hello");
            try {
                tls.shakeHands();
            } catch (UncheckedIOException e) {
                // told in one way or the other
            }
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("hello");
            assertThat(receiver.next()).isEqualTo("closed: TLS failed: a second handshake is refused");
        }
    }

    @Test
    void newKeysAreTakenAsOftenAsAnybodyNeedsThem() throws Exception {
        int port = listenAndEcho();
        try (TlsClient tls = TlsClient.to(port, client, "TLSv1.3")) {
            for (int i = 0; i < 50; i++) {
                assertThat(tls.shakeHands().send("hello").read(10)).isEqualTo("echo hello");
                running.advance(SECOND);
            }
        }
    }

    @Test
    void aFloodOfNewKeysIsCut() throws Exception {
        int port = listenAndEcho();
        try (TlsClient tls = TlsClient.to(port, client, "TLSv1.3")) {
            assertThat(tls.send("hello").read(10)).isEqualTo("echo hello");
            try {
                for (int i = 0; i < 1000; i++) {
                    tls.shakeHands();
                }
            } catch (UncheckedIOException e) {
                // cut before the last one was sent
            }
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("hello");
            assertThat(receiver.next()).isEqualTo("closed: TLS failed: too many records hold no data");
        }
    }

    @Test
    void idleConnectionsBurnNoProcessor() throws Exception {
        int port = listenAndEcho();
        List<TlsClient> idle = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            idle.add(TlsClient.to(port, client));
        }
        try (TlsClient half = TlsClient.to(port, client, "TLSv1.2");
                RawClient beginning = RawClient.to(port)) {
            half.send("hello");
            beginning.send(Arrays.copyOf(clientHello(), 20));
            awaitConnections(202);
            running.turn();
            long before = loopNanos();
            long since = System.nanoTime();
            while (System.nanoTime() - since < SECOND.toNanos()) {
                Thread.onSpinWait();
            }
            assertThat(Duration.ofNanos(loopNanos() - before)).isLessThan(Duration.ofMillis(100));
        } finally {
            idle.forEach(TlsClient::truncate);
        }
    }

    @Test
    void whatStaysOfAnIdleConnectionIsSmall() throws Exception {
        int port = listenAndEcho();
        try (TlsClient tls = TlsClient.to(port, client)) {
            tls.send(new String(pattern(100_000), StandardCharsets.ISO_8859_1));
            tls.readBytes(100_000);
            RecordingReceiver receiver = receivers.take();
            running.turn();
            assertThat(receiver.connection.keptBytes()).isZero();
        }
    }

    private static long loopNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("stampede-loop-"))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private void awaitConnections(int count) {
        long start = System.nanoTime();
        while (running.loops.connectionCount() != count) {
            if (System.nanoTime() - start > Duration.ofSeconds(30).toNanos()) {
                throw new AssertionError("there are not " + count + " connections within half a minute");
            }
            running.turn();
        }
        running.turn();
    }

    /** Waits until the network takes no more for a while. {@return how much it has taken} */
    private long awaitFullSocket(TcpConnection connection) {
        long sent = 0;
        long since = System.nanoTime();
        while (sent <= 0 || System.nanoTime() - since < Duration.ofMillis(700).toNanos()) {
            running.turn();
            if (sent != connection.sentBytes()) {
                sent = connection.sentBytes();
                since = System.nanoTime();
            }
        }
        return sent;
    }

    private byte[] clientHello() throws SSLException {
        SSLEngine engine = client.createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(64 * 1024);
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private int listenAndEcho() throws IOException {
        return listen(receiver -> receiver.onText(text -> receiver.connection.send(ascii("echo " + text))));
    }

    private int listen(UnaryOperator<RecordingReceiver> behaviour) throws IOException {
        SSLContext context = SERVER.believing(null);
        Security security = new Security(
                () -> {
                    SSLEngine engine = context.createSSLEngine();
                    engine.setUseClientMode(false);
                    return engine;
                },
                Duration.ofSeconds(10));
        return Acceptor.listen(
                        RunningLoops.anyPort(),
                        running.loops,
                        Admission.upTo(1000),
                        connection -> connection.secure(security, secured -> {
                            RecordingReceiver receiver = behaviour.apply(new RecordingReceiver(secured));
                            receivers.add(receiver);
                            return receiver;
                        }))
                .port();
    }
}
