package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {
    private final RunningLoops running = new RunningLoops();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void anAddressInUseIsTheCallersProblem() throws Exception {
        int port = listen(1).port();
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        assertThatThrownBy(() -> Acceptor.listen(taken, running.loops, Admission.upTo(1), AcceptorTest::echo))
                .isInstanceOf(BindException.class);
    }

    @Test
    void clientsBeyondTheLimitAreClosedAtOnceAndServedWhenThereIsRoom() throws Exception {
        int port = listen(1).port();
        try (RawClient first = RawClient.to(port)) {
            assertThat(first.send("hello").read(5)).isEqualTo("hello");
            try (RawClient second = RawClient.to(port)) {
                second.awaitEnd();
            }
        }
        while (running.loops.connectionCount() > 0) {
            running.turn();
        }
        try (RawClient third = RawClient.to(port)) {
            assertThat(third.send("hello").read(5)).isEqualTo("hello");
        }
    }

    @Test
    void acceptingPausesWhileDescriptorsAreShortAndResumes() throws Exception {
        ServerSocketChannel listener = ServerSocketChannel.open().bind(RunningLoops.anyPort());
        Shortage shortage = new Shortage(listener, 3);
        new Acceptor(listener, running.loops, Admission.upTo(10), AcceptorTest::echo, shortage);
        try (RawClient client = RawClient.to(listener.socket().getLocalPort())) {
            client.send("hello");
            for (int failures = 1; failures <= 3; failures++) {
                RunningLoops.await(shortage.failures[failures - 1]);
                for (int i = 0; i < 100; i++) {
                    running.turn();
                }
                assertThat(shortage.calls).as("no call while it pauses").hasValue(failures);
                running.advance(Duration.ofMillis(200));
            }
            assertThat(client.read(5)).isEqualTo("hello");
        }
    }

    @Test
    void aReceiverThatCannotBeMadeCostsOnlyItsConnection() throws Exception {
        AtomicInteger made = new AtomicInteger();
        int port = Acceptor.listen(RunningLoops.anyPort(), running.loops, Admission.upTo(10), connection -> {
                    if (made.getAndIncrement() == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                    return echo(connection);
                })
                .port();
        try (RawClient first = RawClient.to(port)) {
            first.awaitEnd();
        }
        try (RawClient second = RawClient.to(port)) {
            assertThat(second.send("hello").read(5)).isEqualTo("hello");
        }
    }

    private Acceptor listen(int mostConnections) throws IOException {
        return Acceptor.listen(
                RunningLoops.anyPort(), running.loops, Admission.upTo(mostConnections), AcceptorTest::echo);
    }

    private static Receiver echo(TcpConnection connection) {
        return new RecordingReceiver(connection)
                .onText(text ->
                        connection.send(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))));
    }

    /** An accept that fails a few times, as if the process had run out of file descriptors. */
    private static final class Shortage implements Acceptor.AcceptCall {
        final AtomicInteger calls = new AtomicInteger();
        final CountDownLatch[] failures;
        private final ServerSocketChannel listener;

        Shortage(ServerSocketChannel listener, int count) {
            this.listener = listener;
            failures = new CountDownLatch[count];
            for (int i = 0; i < count; i++) {
                failures[i] = new CountDownLatch(1);
            }
        }

        @Override
        public SocketChannel accept() throws IOException {
            int call = calls.getAndIncrement();
            if (call < failures.length) {
                failures[call].countDown();
                throw new IOException("Too many open files");
            }
            return listener.accept();
        }
    }
}
