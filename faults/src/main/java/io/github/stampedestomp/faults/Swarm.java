package io.github.stampedestomp.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Thousands of connections in one thread. Members are called on that thread, and links belong to it; {@link #execute} may
 * be called by any.
 */
final class Swarm implements AutoCloseable {
    private static final int READ_BYTES = 256 * 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** One who has a connection. */
    interface Member {
        /** The connection stands. */
        default void connected(Link link) {}

        /** Bytes have come, which are to be looked at now. */
        default void received(Link link, ByteBuffer bytes) {}

        /** The server has ended the connection, or it could not be made; not told after a close of one's own. */
        default void ended(Link link) {}
    }

    private record Due(long nanoTime, Runnable task) {}

    private final InetSocketAddress server;
    private final int receiveBytes;
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "swarm");
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::nanoTime));
    private final ByteBuffer room = ByteBuffer.allocateDirect(READ_BYTES);
    private boolean ended;

    private Swarm(int port, int receiveBytes) throws IOException {
        this.receiveBytes = receiveBytes;
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        selector = Selector.open();
    }

    static Swarm to(int port) throws IOException {
        return start(new Swarm(port, 0));
    }

    /** {@return a swarm for whose links the system keeps little, so that the server feels soon that they do not read} */
    static Swarm slowTo(int port, int receiveBytes) throws IOException {
        return start(new Swarm(port, receiveBytes));
    }

    private static Swarm start(Swarm swarm) {
        swarm.thread.setDaemon(true);
        swarm.thread.start();
        return swarm;
    }

    /** Runs a task soon on the thread of this swarm. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Runs a task later; called on the thread of this swarm. */
    void in(Duration delay, Runnable task) {
        dues.add(new Due(System.nanoTime() + delay.toNanos(), task));
    }

    /** Connects a member; any thread may call this. */
    void join(Member member) {
        execute(() -> connect(member));
    }

    /** Connects a member now; called on the thread of this swarm. */
    Link connect(Member member) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            if (receiveBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            }
            return Link.connect(channel, selector, server, member);
        } catch (IOException e) {
            throw new IllegalStateException("no socket can be opened", e);
        }
    }

    private void run() {
        while (!ended) {
            try {
                turn();
            } catch (IOException | RuntimeException e) {
                System.err.println("a swarm survived " + e);
                e.printStackTrace();
            }
        }
        selector.keys().forEach(key -> ((Link) key.attachment()).close());
    }

    private void turn() throws IOException {
        Due first = dues.peek();
        if (first == null) {
            selector.select(this::ready);
        } else {
            long nanos = first.nanoTime() - System.nanoTime();
            selector.select(this::ready, Math.max(1, nanos / NANOS_PER_MILLI));
        }
        for (int left = tasks.size(); left > 0; left--) {
            tasks.remove().run();
        }
        while (!dues.isEmpty() && dues.peek().nanoTime() - System.nanoTime() <= 0) {
            dues.remove().task().run();
        }
    }

    private void ready(SelectionKey key) {
        ((Link) key.attachment()).ready(room);
    }

    /** Closes all connections. */
    @Override
    public void close() {
        execute(() -> ended = true);
        try {
            thread.join();
            selector.close();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
