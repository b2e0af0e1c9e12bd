package io.github.stampedestomp.server.net;

import static java.nio.channels.SelectionKey.OP_CONNECT;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One attempt to connect to another server. What comes of it is told on the loop that is to own the connection. */
public final class Connector {
    /** Who was not asked to let anybody in counts nobody. */
    private static final Admission EVERYBODY = Admission.upTo(Integer.MAX_VALUE);

    private final EventLoop loop;
    private final InetSocketAddress address;
    private final Function<TcpConnection, Receiver> receivers;
    private final Consumer<IOException> failed;
    private final Timer deadline;
    private @Nullable SocketChannel channel;
    private boolean isOver;

    private Connector(
            EventLoop loop,
            InetSocketAddress address,
            Function<TcpConnection, Receiver> receivers,
            Consumer<IOException> failed) {
        this.loop = loop;
        this.address = address;
        this.receivers = receivers;
        this.failed = failed;
        this.deadline = loop.timer(() -> fail(new ConnectException("no answer in time")));
    }

    /**
     * Connects; any thread may call this.
     *
     * @param address has been looked up, which may take long
     * @param patience how long the other side may take to answer
     * @param receivers makes the receiver of the connection
     * @param failed is told instead why there is none
     */
    public static void connect(
            EventLoop loop,
            InetSocketAddress address,
            Duration patience,
            Function<TcpConnection, Receiver> receivers,
            Consumer<IOException> failed) {
        loop.execute(() -> new Connector(loop, address, receivers, failed).begin(patience));
    }

    private void begin(Duration patience) {
        try {
            SocketChannel opened = SocketChannel.open();
            channel = opened;
            SelectionKey key = loop.register(opened, OP_CONNECT, new Registration(this::ready, this::fail));
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            deadline.in(patience);
            if (opened.connect(address)) {
                key.interestOps(0);
                connected(opened);
            }
        } catch (IOException | RuntimeException e) { // such as an address that has no port
            fail(e);
        }
    }

    private void ready() throws IOException {
        SocketChannel open = channel;
        if (open != null && open.finishConnect()) {
            connected(open);
        }
    }

    private void connected(SocketChannel open) {
        end();
        Speaker speaker = new Peers(EVERYBODY, loop::nanoTime).meet(address.getAddress());
        loop.adopt(open, speaker, receivers);
    }

    private void fail(Throwable cause) {
        if (isOver) {
            return;
        }
        end();
        if (channel != null) {
            Acceptor.closeQuietly(channel);
        }
        failed.accept(cause instanceof IOException known ? known : new IOException(cause.toString(), cause));
    }

    private void end() {
        isOver = true;
        deadline.cancel();
    }
}
