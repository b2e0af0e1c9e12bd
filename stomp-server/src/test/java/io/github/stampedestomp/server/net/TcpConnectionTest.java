package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpConnectionTest {
    private static final Duration QUIET = Duration.ofMillis(700);
    private static final int MUCH = 16 * 1024 * 1024;

    private final RunningLoops running = new RunningLoops();
    private final BlockingQueue<RecordingReceiver> receivers = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void bytesGoBothWays() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> send(receiver, "echo " + text)));
        try (RawClient client = RawClient.to(port)) {
            client.send("hello");
            assertThat(client.read(10)).isEqualTo("echo hello");
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("hello");
            assertThat(receiver.connection.remoteAddress()).isEqualTo("127.0.0.1");
            running.turn();
            assertThat(receiver.connection.sentBytes()).isEqualTo(10);
            assertThat(receiver.connection.unsentBytes()).isZero();
        }
    }

    @Test
    void aBurstReachesASlowReaderCompleteAndInOrder() throws Exception {
        int count = 100_000;
        String line = "x".repeat(72) + "%07d\n";
        int port = listen(receiver -> receiver.onText(text -> {
            for (int i = 0; i < count; i++) {
                send(receiver, line.formatted(i));
            }
        }));
        try (RawClient client = RawClient.slowTo(port)) {
            client.send("go");
            TcpConnection connection = receivers.take().connection;
            awaitFullSocket(connection);
            assertThat(connection.unsentBytes()).isPositive();
            for (int i = 0; i < count; i++) {
                assertThat(client.read(80)).isEqualTo(line.formatted(i));
            }
            running.turn();
            assertThat(connection.unsentBytes()).isZero();
            assertThat(connection.sentBytes()).isEqualTo(80L * count);
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
        try (RawClient client = RawClient.slowTo(port)) {
            client.send("go");
            assertThat(client.readBytes(MUCH)).hasSize(MUCH);
            running.turn();
            assertThat(receivers.take().connection.unsentBytes()).isZero();
        }
    }

    @Test
    void aLargeSharedBufferIsSentToAllAndStaysAsItWas() throws Exception {
        ByteBuffer shared = ByteBuffer.allocate(1024 * 1024).position(1000);
        int port = listen(receiver -> receiver.onText(text -> receiver.connection.send(shared)));
        try (RawClient first = RawClient.slowTo(port);
                RawClient second = RawClient.to(port)) {
            first.send("go");
            second.send("go");
            assertThat(second.readBytes(shared.remaining())).hasSize(shared.remaining());
            assertThat(first.readBytes(shared.remaining())).hasSize(shared.remaining());
            assertThat(shared.position()).isEqualTo(1000);
        }
    }

    @Test
    void aPausedConnectionIsNotReadUntilItIsResumed() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> receiver.connection.pauseReading()));
        try (RawClient client = RawClient.to(port)) {
            client.send("one");
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("one");
            client.send("two");
            running.turn();
            assertThat(receiver.hasNext()).isFalse();
            receiver.connection.execute(receiver.connection::resumeReading);
            assertThat(receiver.next()).isEqualTo("two");
        }
    }

    @Test
    void anotherReceiverMayTakeOver() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> {
            RecordingReceiver next = new RecordingReceiver(receiver.connection);
            receiver.connection.handOver(next);
            receivers.add(next);
        }));
        try (RawClient client = RawClient.to(port)) {
            client.send("one");
            RecordingReceiver first = receivers.take();
            RecordingReceiver second = receivers.take();
            client.send("two");
            assertThat(second.next()).isEqualTo("two");
            client.endOutput();
            assertThat(second.next()).isEqualTo("closed: the other side closed the connection");
            assertThat(first.next()).isEqualTo("one");
            assertThat(first.hasNext()).isFalse();
        }
    }

    @Test
    void theLastBytesReachAClientThatIsStillSending() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> {
            send(receiver, "the end");
            receiver.connection.closeAfterFlush("enough");
        }));
        try (RawClient client = RawClient.to(port)) {
            client.send("x".repeat(200_000));
            assertThat(client.readToEnd()).isEqualTo("the end");
            client.send("more").close();
            RecordingReceiver receiver = receivers.take();
            String report = receiver.next();
            while (report.startsWith("x")) {
                report = receiver.next();
            }
            assertThat(report).isEqualTo("closed: enough");
        }
    }

    @Test
    void whatIsSentAfterTheEndIsDropped() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> {
            receiver.connection.closeAfterFlush("enough");
            send(receiver, "too late");
        }));
        try (RawClient client = RawClient.to(port)) {
            client.send("go");
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotEndItsSideIsCutAfterASecond() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> receiver.connection.closeAfterFlush("enough")));
        try (RawClient client = RawClient.to(port)) {
            client.send("go");
            assertThat(client.readToEnd()).isEmpty();
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("go");
            running.advance(Duration.ofMillis(999));
            assertThat(receiver.hasNext()).isFalse();
            running.advance(Duration.ofMillis(1));
            assertThat(receiver.next()).isEqualTo("closed: enough");
        }
    }

    @Test
    void aFlushWithoutProgressIsCutAfterTenSeconds() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> {
            receiver.connection.send(ByteBuffer.allocate(MUCH));
            receiver.connection.closeAfterFlush("enough");
        }));
        try (RawClient client = RawClient.slowTo(port)) {
            client.send("go");
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("go");
            awaitFullSocket(receiver.connection);
            running.advance(Duration.ofMillis(9_999));
            assertThat(receiver.hasNext()).isFalse();
            running.advance(Duration.ofMillis(1));
            assertThat(receiver.next()).isEqualTo("closed: enough");
            assertThat(receiver.connection.unsentBytes()).isZero();
        }
    }

    @Test
    void aClientThatHasTakenNothingForTenSecondsGetsOneMoreSecond() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> receiver.connection.send(ByteBuffer.allocate(MUCH))));
        try (RawClient client = RawClient.slowTo(port)) {
            client.send("go");
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("go");
            awaitFullSocket(receiver.connection);
            running.advance(Duration.ofSeconds(20));
            receiver.connection.execute(() -> receiver.connection.closeAfterFlush("too slow"));
            running.turn();
            running.advance(Duration.ofMillis(999));
            assertThat(receiver.hasNext()).isFalse();
            running.advance(Duration.ofMillis(1));
            assertThat(receiver.next()).isEqualTo("closed: too slow");
        }
    }

    @Test
    void whatWaitsStillReachesAClientThatHasEndedItsSide() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> receiver.connection.send(ByteBuffer.allocate(MUCH))));
        try (RawClient client = RawClient.slowTo(port)) {
            client.send("go").endOutput();
            assertThat(client.readToEnd()).hasSize(MUCH);
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("go");
            assertThat(receiver.next()).isEqualTo("closed: the other side closed the connection");
        }
    }

    @Test
    void theEndIsReportedOnceAfterAReset() throws Exception {
        int port = listen(receiver -> receiver);
        RawClient client = RawClient.to(port);
        RecordingReceiver receiver = receivers.take();
        client.reset();
        assertThat(receiver.next()).startsWith("closed: ");
        receiver.connection.execute(() -> receiver.connection.close("again"));
        running.turn();
        assertThat(receiver.hasNext()).isFalse();
    }

    @Test
    void theEndIsNeverReportedFromInsideTheReceiver() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> {
            receiver.connection.close("enough");
            receiver.report("receive has returned");
        }));
        try (RawClient client = RawClient.to(port)) {
            client.send("go");
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("go");
            assertThat(receiver.next()).isEqualTo("receive has returned");
            assertThat(receiver.next()).isEqualTo("closed: enough");
        }
    }

    @Test
    void anErrorInAReceiverEndsOnlyItsConnection() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> {
            if (text.equals("bad")) {
                throw new StackOverflowError("on purpose");
            }
            send(receiver, text);
        }));
        try (RawClient good = RawClient.to(port);
                RawClient sameLoop = RawClient.to(port);
                RawClient bad = RawClient.to(port)) {
            bad.send("bad").awaitEnd();
            good.send("good");
            assertThat(good.read(4)).isEqualTo("good");
            sameLoop.send("good");
            assertThat(sameLoop.read(4)).isEqualTo("good");
        }
    }

    @Test
    void anErrorInATaskOrTimerEndsOnlyItsConnection() throws Exception {
        Runnable failure = () -> {
            throw new AssertionError("on purpose");
        };
        int port = listen(receiver -> receiver.onText(text -> {
            switch (text) {
                case "task" -> receiver.connection.execute(failure);
                case "timer" -> receiver.connection.timer(failure).in(Duration.ZERO);
                default -> send(receiver, text);
            }
        }));
        try (RawClient task = RawClient.to(port);
                RawClient timer = RawClient.to(port);
                RawClient good = RawClient.to(port)) {
            task.send("task").awaitEnd();
            timer.send("timer").awaitEnd();
            good.send("good");
            assertThat(good.read(4)).isEqualTo("good");
        }
    }

    @Test
    void anErrorInATaskOfALoopEndsNothing() throws Exception {
        int port = listen(receiver -> receiver.onText(text -> send(receiver, text)));
        for (int i = 0; i < 2; i++) {
            running.loops.next().execute(() -> {
                throw new NoClassDefFoundError("on purpose");
            });
        }
        try (RawClient client = RawClient.to(port)) {
            client.send("good");
            assertThat(client.read(4)).isEqualTo("good");
        }
    }

    @Test
    void aTimerDoesNotOutliveItsConnection() throws Exception {
        CountDownLatch set = new CountDownLatch(1);
        int port = listen(receiver -> receiver.onText(text -> {
            receiver.connection
                    .timer(() -> receiver.report("the timer has run"))
                    .in(Duration.ofSeconds(5));
            receiver.connection.close("enough");
            set.countDown();
        }));
        try (RawClient client = RawClient.to(port)) {
            client.send("go");
            RunningLoops.await(set);
            RecordingReceiver receiver = receivers.take();
            assertThat(receiver.next()).isEqualTo("go");
            assertThat(receiver.next()).isEqualTo("closed: enough");
            running.advance(Duration.ofSeconds(6));
            assertThat(receiver.hasNext()).isFalse();
        }
    }

    private static void send(RecordingReceiver receiver, String text) {
        receiver.connection.send(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    /** Waits until the network has taken nothing more for a while; the system's own timers may make it take a little late. */
    private void awaitFullSocket(TcpConnection connection) {
        long sent = -1;
        long since = System.nanoTime();
        while (sent <= 0 || System.nanoTime() - since < QUIET.toNanos()) {
            running.turn();
            if (sent != connection.sentBytes()) {
                sent = connection.sentBytes();
                since = System.nanoTime();
            }
        }
    }

    private int listen(UnaryOperator<RecordingReceiver> behaviour) throws IOException {
        return Acceptor.listen(RunningLoops.anyPort(), running.loops, Admission.upTo(100), connection -> {
                    RecordingReceiver receiver = behaviour.apply(new RecordingReceiver(connection));
                    receivers.add(receiver);
                    return receiver;
                })
                .port();
    }
}
