package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventLoopsTest {
    private final BlockingQueue<RecordingReceiver> receivers = new LinkedBlockingQueue<>();

    @Test
    void aConnectionIsForgottenThoughItsEndCannotBeTold() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        EventLoops loops = EventLoops.start("broken", 1, System::nanoTime, new NetworkObserver() {
            @Override
            public void ended(EndedConnection connection) {
                told.countDown();
                throw new IllegalStateException("on purpose");
            }
        });
        Acceptor acceptor = listen(loops, receiver -> receiver);
        try (RawClient client = RawClient.to(acceptor.port())) {
            RecordingReceiver receiver = receivers.take();
            client.endOutput();
            RunningLoops.await(told);
            assertThat(receiver.next()).startsWith("closed: ");
            assertThat(loops.connectionCount()).isZero();
        }
        acceptor.close();
        loops.stop(Duration.ZERO);
    }

    @Test
    void connectionsAreAskedToEndWhenTheLoopsStop() throws Exception {
        EventLoops loops = EventLoops.start(2, System::nanoTime);
        Acceptor acceptor = listen(
                loops,
                receiver -> receiver.onStop(() -> {
                    receiver.connection.send(ByteBuffer.wrap(new byte[] {'b', 'y', 'e'}));
                    receiver.connection.closeAfterFlush("the server stops");
                }));
        try (RawClient client = RawClient.to(acceptor.port())) {
            RecordingReceiver receiver = receivers.take();
            acceptor.close();
            Thread stopper = new Thread(() -> loops.stop(Duration.ofSeconds(30)));
            stopper.start();
            assertThat(client.readToEnd()).isEqualTo("bye");
            client.endOutput();
            stopper.join();
            assertThat(receiver.next()).isEqualTo("stop");
            assertThat(receiver.next()).isEqualTo("closed: the server stops");
            assertThat(loops.connectionCount()).isZero();
        }
    }

    @Test
    @Timeout(60)
    void whoStopsAgainWaitsForTheSame() throws Exception {
        EventLoops loops = EventLoops.start(2, System::nanoTime);
        Acceptor acceptor = listen(loops, receiver -> receiver);
        try (RawClient client = RawClient.to(acceptor.port())) {
            RecordingReceiver receiver = receivers.take();
            acceptor.close();
            Thread stopper = new Thread(() -> loops.stop(Duration.ofHours(1)));
            stopper.start();
            assertThat(receiver.next()).isEqualTo("stop");
            loops.stop(Duration.ZERO);
            stopper.join();
            client.awaitEnd();
            loops.stop(Duration.ZERO);
        }
    }

    @Test
    void connectionsThatDoNotEndAreCutAtTheDeadline() throws Exception {
        EventLoops loops = EventLoops.start(2, System::nanoTime);
        Acceptor acceptor = listen(loops, receiver -> receiver);
        try (RawClient client = RawClient.to(acceptor.port())) {
            RecordingReceiver receiver = receivers.take();
            acceptor.close();
            loops.stop(Duration.ofMillis(1));
            client.awaitEnd();
            assertThat(receiver.next()).isEqualTo("stop");
            assertThat(receiver.next()).isEqualTo("closed: the server stopped");
        }
    }

    @Test
    void afterAStopNoThreadIsLeftAndThePortIsFree() throws Exception {
        EventLoops loops = EventLoops.start(2, System::nanoTime);
        Acceptor acceptor = listen(loops, receiver -> receiver);
        int port = acceptor.port();
        try (RawClient client = RawClient.to(port)) {
            receivers.take();
            acceptor.close();
            loops.stop(Duration.ZERO);
            client.awaitEnd();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("stampede-loop"));
        EventLoops next = EventLoops.start(1, System::nanoTime);
        Acceptor again = Acceptor.listen(
                new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port),
                next,
                Admission.upTo(1),
                RecordingReceiver::new);
        assertThat(again.port()).isEqualTo(port);
        next.stop(Duration.ZERO);
    }

    @Test
    void aLoopIsEmptyOnlyAfterTheEndOfItsLastConnectionWasTold() throws Exception {
        EventLoops loops = EventLoops.start(1, System::nanoTime);
        Acceptor acceptor = listen(
                loops,
                receiver -> receiver.onStop(() -> {
                    for (int i = 0; i < 5_000; i++) { // more than a loop does in a turn
                        receiver.connection.execute(() -> {});
                    }
                    receiver.connection.close("the server stops");
                }));
        try (RawClient client = RawClient.to(acceptor.port())) {
            RecordingReceiver receiver = receivers.take();
            acceptor.close();
            loops.next().stop(Duration.ofSeconds(30), () -> receiver.report("empty"));
            client.awaitEnd();
            assertThat(receiver.next()).isEqualTo("stop");
            assertThat(receiver.next()).isEqualTo("closed: the server stops");
            assertThat(receiver.next()).isEqualTo("empty");
        } finally {
            loops.stop(Duration.ZERO);
        }
    }

    @Test
    void tasksOfManyThreadsAllRun() throws Exception {
        EventLoops loops = EventLoops.start(1, System::nanoTime);
        EventLoop loop = loops.next();
        int[] count = {0}; // only the loop touches it
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                for (int j = 0; j < 100_000; j++) {
                    loop.execute(() -> count[0]++);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        loops.stop(Duration.ofSeconds(30));
        assertThat(count[0]).isEqualTo(400_000);
    }

    @Test
    void anInterruptDoesNotDisturbALoop() throws Exception {
        EventLoops loops = EventLoops.start(1, System::nanoTime);
        Acceptor acceptor = listen(
                loops,
                receiver -> receiver.onText(text -> receiver.connection.send(ByteBuffer.wrap(new byte[] {'o', 'k'}))));
        try (RawClient client = RawClient.to(acceptor.port())) {
            client.send("go");
            assertThat(client.read(2)).isEqualTo("ok");
            loops.next().execute(() -> Thread.currentThread().interrupt());
            client.send("go");
            assertThat(client.read(2)).isEqualTo("ok");
        } finally {
            acceptor.close();
            loops.stop(Duration.ZERO);
        }
    }

    @Test
    void aChannelThatCannotEvenFailIsGivenUp() throws Exception {
        EventLoops loops = EventLoops.start(1, System::nanoTime);
        EventLoop loop = loops.next();
        Pipe pipe = Pipe.open();
        AtomicInteger failures = new AtomicInteger();
        loop.register(
                pipe.source(),
                SelectionKey.OP_READ,
                new Registration(
                        () -> {
                            throw new IllegalStateException("on purpose");
                        },
                        cause -> {
                            failures.incrementAndGet();
                            throw new NoClassDefFoundError("on purpose");
                        }));
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1}));
        loop.execute(() -> {}); // so that the loop looks at the new key
        while (pipe.source().isOpen()) {
            Thread.onSpinWait();
        }
        loops.stop(Duration.ofSeconds(30));
        assertThat(failures).hasValue(1);
        pipe.sink().close();
    }

    private Acceptor listen(EventLoops loops, UnaryOperator<RecordingReceiver> behaviour) throws Exception {
        return Acceptor.listen(RunningLoops.anyPort(), loops, Admission.upTo(100), connection -> {
            RecordingReceiver receiver = behaviour.apply(new RecordingReceiver(connection));
            receivers.add(receiver);
            return receiver;
        });
    }
}
