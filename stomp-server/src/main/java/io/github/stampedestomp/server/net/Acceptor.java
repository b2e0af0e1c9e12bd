package io.github.stampedestomp.server.net;

import static java.nio.channels.SelectionKey.OP_ACCEPT;

import io.github.stampedestomp.frame.Limit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a port and gives each client to a loop. Clients beyond a limit are accepted and closed at once. When the
 * process runs out of file descriptors, clients wait in the backlog until there are some again.
 */
public final class Acceptor {
    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);
    private static final int BACKLOG = 1024;
    private static final int ACCEPTED_PER_TURN = 256;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ServerSocketChannel listener;
    private final EventLoops loops;
    private final int mostConnections;
    private final Peers peers;
    private final Function<TcpConnection, Receiver> receivers;
    private final AcceptCall acceptCall;
    private final EventLoop loop;
    private final SelectionKey key;
    private final Timer pause;
    private volatile boolean failing;
    private boolean full;

    /** The system's accept, which tests replace by one that fails. */
    @FunctionalInterface
    interface AcceptCall {
        @Nullable
        SocketChannel accept() throws IOException;
    }

    Acceptor(
            ServerSocketChannel listener,
            EventLoops loops,
            Admission admission,
            Function<TcpConnection, Receiver> receivers,
            AcceptCall acceptCall)
            throws IOException {
        this.listener = listener;
        this.loops = loops;
        this.mostConnections = admission.connections();
        this.receivers = receivers;
        this.acceptCall = acceptCall;
        this.loop = loops.next();
        this.peers = new Peers(admission, loop::nanoTime);
        this.pause = loop.timer(this::resume);
        this.key = loop.register(listener, OP_ACCEPT, new Registration(this::acceptAll, this::pause));
        loop.execute(() -> {}); // so that the loop looks at the new key
    }

    /**
     * {@return an acceptor that listens}
     *
     * @param address where to listen; port 0 lets the system choose
     * @param admission whom to let in, and who speaks for others
     * @param receivers makes the receiver of each connection, on its loop
     * @throws IOException if the address cannot be bound
     */
    public static Acceptor listen(
            InetSocketAddress address,
            EventLoops loops,
            Admission admission,
            Function<TcpConnection, Receiver> receivers)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(address, BACKLOG);
            return new Acceptor(listener, loops, possible(admission), receivers, listener::accept);
        } catch (IOException | RuntimeException e) {
            closeQuietly(listener);
            throw e;
        }
    }

    private static Admission possible(Admission admission) {
        int possible = FileDescriptors.forConnections();
        if (possible < admission.connections()) {
            log.warn(
                    "The system's limit on file descriptors allows {} connections, not {}",
                    possible,
                    admission.connections());
        }
        return admission.atMost(possible);
    }

    /** {@return how many addresses are counted that have connections} */
    int addressCount() {
        return peers.addressCount();
    }

    /** {@return the port that this acceptor listens on} */
    public int port() {
        return listener.socket().getLocalPort();
    }

    /** {@return why a client that came now would not be let in, if so; any thread may ask} */
    public Optional<String> obstacle() {
        if (failing) {
            return Optional.of("no client can be accepted");
        }
        return loops.connectionCount() >= mostConnections
                ? Optional.of("all " + mostConnections + " connections are in use")
                : Optional.empty();
    }

    /**
     * Stops listening, and returns when no loop can be given a client any more.
     *
     * @throws IllegalStateException if a loop calls this, which would wait for itself
     */
    public void close() {
        loops.requireOtherThread();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        loop.execute(() -> {
            pause.cancel();
            closeQuietly(listener);
            closed.complete(null);
        });
        closed.join();
    }

    private void acceptAll() throws IOException {
        for (int i = 0; i < ACCEPTED_PER_TURN; i++) {
            SocketChannel channel = acceptCall.accept();
            if (channel == null) {
                failing = false;
                return;
            }
            take(channel);
        }
    }

    private void take(SocketChannel channel) {
        if (isFull()) {
            loop.observer().turnedAway(Limit.CONNECTIONS);
            closeQuietly(channel);
            return;
        }
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            InetSocketAddress remote = (InetSocketAddress) channel.getRemoteAddress();
            Speaker speaker = peers.meet(remote.getAddress());
            if (speaker.needsIntroduction() || speaker.comeIn()) {
                loops.next().adopt(channel, speaker, receivers);
                loop.observer().accepted();
            } else {
                loop.observer().turnedAway(Limit.CONNECTIONS_PER_ADDRESS);
                closeQuietly(channel);
            }
        } catch (IOException | RuntimeException e) { // the client has gone already
            closeQuietly(channel);
        }
    }

    private boolean isFull() {
        int count = loops.connectionCount();
        if (count >= mostConnections && !full) {
            full = true;
            log.warn("All {} connections are in use; more clients are turned away", mostConnections);
        } else if (count < mostConnections - mostConnections / 10) {
            full = false; // only now, so that clients who come and go at the limit do not fill the log
        }
        return count >= mostConnections;
    }

    /** The listener lives on; to try again at once would only burn the processor. */
    private void pause(Throwable cause) {
        if (!listener.isOpen()) {
            return;
        }
        key.interestOps(0);
        pause.in(PAUSE);
        if (!failing) {
            failing = true;
            log.warn("No client can be accepted, so accepting pauses: {}", cause.toString());
        }
    }

    private void resume() {
        key.interestOps(OP_ACCEPT);
    }

    static void closeQuietly(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("A channel was closed with an error: {}", e.getMessage());
        }
    }
}
