package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.session.Application;
import io.github.stampedestomp.session.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A STOMP server inside a program. Clients connect by WebSocket; what they or the program send to a destination reaches
 * all who subscribe to it.
 *
 * <pre>{@code
 * try (StompServer server = StompServer.builder().port(8080).build()) {
 *     server.start();
 *     server.send("/topic/news", "hello");
 * }
 * }</pre>
 *
 * <p>A server is started once and stopped once. It may be used by any thread.
 */
public final class StompServer implements AutoCloseable {
    private enum State {
        NEW,
        STARTED,
        STOPPED
    }

    private final Settings settings;
    private final Broker broker;
    private State state = State.NEW;
    private volatile @Nullable Listening listening;
    private @Nullable ExecutorService ownThreads;

    StompServer(Settings settings) {
        this.settings = settings;
        this.broker = settings.broker();
    }

    /** {@return a builder with the defaults of all settings} */
    public static StompServerBuilder builder() {
        return new StompServerBuilder();
    }

    /**
     * Listens for clients.
     *
     * @throws IllegalStateException if the server was started before
     * @throws UncheckedIOException if the port is taken, or cannot be listened on for another reason
     */
    public synchronized void start() {
        if (state != State.NEW) {
            throw new IllegalStateException("a server can be started only once");
        }
        InetSocketAddress address = settings.address();
        Executor executor = settings.executor();
        if (executor == null) {
            ownThreads = ApplicationThreads.start();
            executor = ownThreads;
        }
        Application application = new Application(settings.authenticator(), settings.listener(), executor);
        Sessions sessions = new Sessions(broker, settings.session(), application, System::nanoTime);
        try {
            listening = Listening.start(settings, sessions);
            state = State.STARTED;
        } catch (RuntimeException e) {
            endOwnThreads(Duration.ZERO);
            throw e;
        } catch (IOException e) {
            endOwnThreads(Duration.ZERO);
            throw new UncheckedIOException("cannot start on " + name(address) + ", " + e.getMessage(), e);
        }
    }

    /**
     * {@return the port that the server listens on}
     *
     * @throws IllegalStateException if the server does not run
     */
    public int port() {
        return listening().port();
    }

    /**
     * {@return how many connections there are, whatever they speak}
     *
     * @throws IllegalStateException if the server does not run
     */
    public int connections() {
        return listening().connections();
    }

    /**
     * Sends a text to a destination. Whoever subscribes to it gets it with the content type {@code text/plain}. Does not
     * wait for anybody: a loop that sends faster than the network takes it overruns the subscribers, which are cut off once
     * 8 MiB wait for them (16 times {@link StompServerBuilder#sendBufferBytes}).
     *
     * @param destination a topic, such as {@code /topic/news}, or a queue, such as {@code /queue/jobs}
     * @throws IllegalArgumentException if the destination is malformed
     * @throws IllegalStateException if the destination is a queue without room
     */
    public void send(String destination, String text) {
        send(Message.of(destination, text));
    }

    /**
     * Sends a message to a destination. Does not wait for anybody.
     *
     * @param destination a topic, such as {@code /topic/news}, or a queue, such as {@code /queue/jobs}
     * @param headers passed on to the subscribers, but for those that the server sets itself
     * @param body the body, which is not copied and must not change any more
     * @throws IllegalArgumentException if the destination is malformed
     * @throws IllegalStateException if the destination is a queue without room
     */
    public void send(String destination, Headers headers, byte[] body) {
        send(Message.of(destination, headers, body));
    }

    private void send(Message message) {
        try {
            broker.send(message);
        } catch (ProtocolException e) {
            throw e.isTemporary()
                    ? new IllegalStateException(e.sentence(), e)
                    : new IllegalArgumentException(e.sentence(), e);
        }
    }

    /**
     * Stops: takes no more clients, delivers what waits for those there are, closes their connections with code 1001, cuts
     * off whoever has not taken all when the patience is over, and returns when nothing is left. Does nothing if the
     * server does not run. A session listener or an authenticator should not call this, as it waits for them, with the same
     * patience once more.
     *
     * @throws IllegalStateException if a thread of the network calls this, which it would wait for
     */
    public void stop() {
        Listening running = listening;
        if (running != null) {
            running.requireOtherThread(); // before the lock, whose holder may wait for this thread
        }
        stopNow();
    }

    private synchronized void stopNow() {
        Listening running = listening;
        if (running != null) {
            running.stop(settings.stopPatience());
            listening = null;
            endOwnThreads(settings.stopPatience());
        }
        state = State.STOPPED;
    }

    /** Stops, as {@link #stop} does. */
    @Override
    public void close() {
        stop();
    }

    private static String name(InetSocketAddress address) {
        boolean isEverywhere = address.getAddress().isAnyLocalAddress();
        return (isEverywhere ? "port " : address.getHostString() + ":") + address.getPort();
    }

    private Listening listening() {
        Listening running = listening;
        if (running == null) {
            throw new IllegalStateException("the server does not run");
        }
        return running;
    }

    private synchronized void endOwnThreads(Duration patience) {
        if (ownThreads == null) {
            return;
        }
        ownThreads.shutdown();
        try {
            if (!ownThreads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                ownThreads.shutdownNow();
            }
        } catch (InterruptedException e) {
            ownThreads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
