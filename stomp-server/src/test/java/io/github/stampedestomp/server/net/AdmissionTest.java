package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final IpRanges LOOPBACK = IpRanges.of("loopback", "127.0.0.0/8", "::1");

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<RecordingReceiver> receivers = new LinkedBlockingQueue<>();
    private Acceptor acceptor;

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void anAddressHasSoManyConnectionsAndNoMore() throws Exception {
        listen(2, IpRanges.NONE, IpRanges.NONE);
        try (RawClient first = client();
                RawClient second = client()) {
            assertEchoes(first);
            assertEchoes(second);
            try (RawClient third = client()) {
                third.awaitEnd();
            }
            assertEchoes(first);
        }
        awaitNobody();
        try (RawClient next = client()) {
            assertEchoes(next);
        }
    }

    /** However they end, and however many are turned away meanwhile. */
    @Test
    void countsAreZeroWhenEverybodyHasGone() throws Exception {
        listen(8, LOOPBACK, IpRanges.NONE);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Deque<RawClient> open = new ArrayDeque<>();
        for (int i = 0; i < 400; i++) {
            RawClient client = client();
            if (random.nextInt(8) > 0) {
                client.send("PROXY TCP4 192.0.2." + random.nextInt(3) + " 192.0.2.99 1 2\r\n");
            }
            open.add(client);
            if (open.size() > 20) {
                end(open.remove(), random);
            }
        }
        open.forEach(client -> end(client, random));
        awaitNobody();
        assertThat(acceptor.addressCount()).as("seed %d", seed).isZero();
        for (int i = 0; i < 8; i++) {
            RawClient client = client().send("PROXY TCP4 192.0.2.1 192.0.2.99 1 2\r\n");
            open.add(client);
            assertEchoes(client);
        }
        open.forEach(RawClient::close);
    }

    private static void end(RawClient client, Random random) {
        if (random.nextBoolean()) {
            client.reset();
        } else {
            client.close();
        }
    }

    @Test
    void aConnectionHasTheAddressThatItsProxySays() throws Exception {
        listen(Integer.MAX_VALUE, LOOPBACK, IpRanges.NONE);
        try (RawClient client = client()) {
            assertThat(client.send("PROXY TCP4 192.0.2.1 192.0.2.99 1 2\r\nhello")
                            .read(5))
                    .isEqualTo("hello");
            assertThat(receiver().connection.remoteAddress()).isEqualTo("192.0.2.1");
        }
        try (RawClient client = client()) {
            client.send(ProxyHeaderTest.v2(0x21, 0x11, ProxyHeaderTest.v4(203, 0, 113, 9), new byte[300])
                    .array());
            assertEchoes(client);
            assertThat(receiver().connection.remoteAddress()).isEqualTo("203.0.113.9");
        }
        try (RawClient client = client()) {
            assertThat(client.send("PROXY UNKNOWN\r\nhello").read(5)).isEqualTo("hello");
            assertThat(receiver().connection.remoteAddress()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void theHeaderMayArriveByteByByte() throws Exception {
        listen(Integer.MAX_VALUE, LOOPBACK, IpRanges.NONE);
        try (RawClient client = client()) {
            for (byte next : "PROXY TCP6 2001:db8::1 ::1 1 2\r\n".getBytes(ISO_8859_1)) {
                assertThat(receivers).isEmpty();
                client.send(new byte[] {next});
                running.turn();
            }
            assertEchoes(client);
            assertThat(receiver().connection.remoteAddress()).isEqualTo("2001:db8:0:0:0:0:0:1");
        }
    }

    @Test
    void aProxyWithoutItsHeaderIsCut() throws Exception {
        listen(Integer.MAX_VALUE, LOOPBACK, IpRanges.NONE);
        try (RawClient client = client().send("GET / HTTP/1.1\r\n\r\n")) {
            client.awaitEnd();
        }
        try (RawClient client = client().send(new byte[] {0x16, 3, 1})) {
            client.awaitEnd();
        }
        assertThat(receivers).isEmpty();
    }

    @Test
    void aProxyThatSaysNothingIsCutInTime() throws Exception {
        listen(Integer.MAX_VALUE, LOOPBACK, IpRanges.NONE);
        try (RawClient silent = client();
                RawClient slow = client().send("PROXY TCP4 192.0.2.1");
                RawClient quick = client().send("PROXY UNKNOWN\r\n")) {
            assertEchoes(quick);
            while (running.loops.connectionCount() < 3) {
                running.turn();
            }
            running.advance(Duration.ofMillis(9_999));
            assertThat(running.loops.connectionCount()).isEqualTo(3);
            running.advance(Duration.ofMillis(1));
            silent.awaitEnd();
            slow.awaitEnd();
            assertEchoes(quick);
        }
    }

    @Test
    void aConnectionWithoutItsHeaderEndsAtOnceWhenTheServerStops() throws Exception {
        listen(Integer.MAX_VALUE, LOOPBACK, IpRanges.NONE);
        try (RawClient silent = client()) {
            while (running.loops.connectionCount() < 1) {
                running.turn();
            }
            running.loops.stop(Duration.ofDays(1));
            silent.awaitEnd();
        }
    }

    @Test
    void clientsOfAProxyCountByTheirOwnAddresses() throws Exception {
        listen(1, LOOPBACK, IpRanges.NONE);
        try (RawClient one = client().send("PROXY TCP4 192.0.2.1 192.0.2.99 1 2\r\n");
                RawClient other = client().send("PROXY TCP4 192.0.2.2 192.0.2.99 1 2\r\n");
                RawClient proxy = client().send("PROXY UNKNOWN\r\n");
                RawClient proxyAgain = client().send("PROXY UNKNOWN\r\n")) {
            assertEchoes(one);
            assertEchoes(other);
            assertEchoes(proxy);
            assertEchoes(proxyAgain);
            try (RawClient more = client().send("PROXY TCP4 192.0.2.1 192.0.2.99 1 2\r\n")) {
                more.awaitEnd();
            }
        }
    }

    @Test
    void clientsOfVersion6CountByTheirNetwork() throws Exception {
        listen(1, LOOPBACK, IpRanges.NONE);
        try (RawClient one = client().send("PROXY TCP6 2001:db8::1 ::1 1 2\r\n");
                RawClient other = client().send("PROXY TCP6 2001:db8:0:1::1 ::1 1 2\r\n")) {
            assertEchoes(one);
            assertEchoes(other);
            try (RawClient more = client().send("PROXY TCP6 2001:db8::ffff:2 ::1 1 2\r\n")) {
                more.awaitEnd();
            }
        }
    }

    @Test
    void aTrustedProxyIsNotCounted() throws Exception {
        listen(1, IpRanges.NONE, LOOPBACK);
        try (RawClient one = client();
                RawClient other = client()) {
            assertEchoes(one);
            assertEchoes(other);
            assertThat(acceptor.addressCount()).isZero();
        }
    }

    private void listen(int perAddress, IpRanges proxyProtocol, IpRanges trusted) throws IOException {
        Admission admission = new Admission(1000, perAddress, proxyProtocol, trusted, Duration.ofSeconds(10));
        acceptor = Acceptor.listen(RunningLoops.anyPort(), running.loops, admission, this::echo);
    }

    private Receiver echo(TcpConnection connection) {
        RecordingReceiver receiver = new RecordingReceiver(connection);
        receivers.add(receiver);
        return receiver.onText(text -> connection.send(ByteBuffer.wrap(text.getBytes(ISO_8859_1))));
    }

    private RecordingReceiver receiver() throws InterruptedException {
        RecordingReceiver receiver = receivers.poll(30, TimeUnit.SECONDS);
        assertThat(receiver).isNotNull();
        return receiver;
    }

    private RawClient client() {
        return RawClient.to(acceptor.port());
    }

    private static void assertEchoes(RawClient client) {
        assertThat(client.send("hello").read(5)).isEqualTo("hello");
    }

    /** After a whole turn of the acceptor's loop, all that waited in the backlog have been taken, too. */
    private void awaitNobody() {
        running.turn();
        running.turn();
        while (running.loops.connectionCount() > 0) {
            running.turn();
        }
    }
}
