package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.BrokerStatus;
import io.github.stampedestomp.broker.DestinationStatus;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.request.Announcer;
import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.request.Failure;
import io.github.stampedestomp.request.Outcome;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.request.Sender;
import io.github.stampedestomp.server.api.ApiParts;
import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.monitor.Watch;
import io.github.stampedestomp.server.relay.Community;
import io.github.stampedestomp.server.relay.RelayBroker;
import io.github.stampedestomp.server.relay.RelaySettings;
import io.github.stampedestomp.session.Application;
import io.github.stampedestomp.session.Audience;
import io.github.stampedestomp.session.Sessions;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

    /** What comes of a request for which the executor has no thread. */
    private static final Failure REFUSED = new Failure("internal error", Reply.text("internal error"), false);

    /** What is said to the broker at the end leaves within so much time. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** Listeners that are told of the last sessions have at least so much time. */
    private static final Duration LAST_TASKS = Duration.ofMillis(250);

    private final Settings settings;
    private final @Nullable RelayBroker relay;
    private final Broker broker;
    private final Watch watch;
    private final Requests requests;
    private final Sender sender;
    private final Users users = new Users();
    private final Presence presence;
    private final Later later = new Later();
    /** Its threads go by themselves when nothing is to be told. */
    private final Announcer announcer = new Announcer(this::tellApplication, ApplicationThreads.pool("stampede-told-"));

    private State state = State.NEW;
    private volatile boolean hasStopped;
    private volatile @Nullable Listening listening;
    private @Nullable ExecutorService ownThreads;
    private volatile @Nullable Executor application;

    StompServer(Settings settings) {
        this.settings = settings;
        this.watch = new Watch(this::connectionsNow, this::brokerStatus);
        RelaySettings joined = settings.relay();
        this.relay = joined == null ? null : new RelayBroker(joined, watch.relay());
        this.broker = relay == null ? settings.broker() : relay;
        this.requests = settings.requests().observedBy(watch.requests());
        this.sender = new Sender(broker, requests, announcer);
        this.presence = new Presence(settings.presence(), broker, later);
    }

    private BrokerStatus brokerStatus() {
        return broker.status();
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
        application = executor;
        Application program = new Application(
                settings.authenticator(), settings.authority(), requests, settings.listener(), executor, announcer);
        Sessions sessions = new Sessions(
                broker,
                settings.session(),
                program,
                new Audience(users, presence, watch),
                relay == null ? "" : relay.node(),
                System::nanoTime);
        try {
            if (relay != null) {
                BrokerNews news = new BrokerNews(settings.brokerListener(), watch, executor);
                relay.start(new Community(users, presence), later.threads(), news::changed);
            }
            listening = Listening.start(settings, broker, sessions, parts(executor), watch, later);
            state = State.STARTED;
        } catch (RuntimeException e) {
            stopRelay();
            endOwnThreads(Duration.ZERO);
            throw e;
        } catch (IOException e) {
            stopRelay();
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

    private int connectionsNow() {
        Listening running = listening;
        return running == null ? 0 : running.connections();
    }

    /**
     * {@return the port on which the server is watched}
     *
     * @throws IllegalStateException if the server does not run, or has no port of its own for that; see {@link Monitoring#at}
     */
    public int monitoringPort() {
        return listening()
                .monitoringPort()
                .orElseThrow(() -> new IllegalStateException("the server has no port for monitoring"));
    }

    /** {@return what the server counts and measures, from when it was built; each value is read when it is asked for} */
    public List<Metric> metrics() {
        return watch.metrics();
    }

    /**
     * Sends to a destination. Does not wait for anybody: a loop that sends faster than the network takes it overruns the
     * subscribers, which are cut off once 8 MiB wait for them (16 times {@link Limits#sendBufferBytes}).
     *
     * @param destination a topic, such as {@code /topic/news}, a queue, such as {@code /queue/jobs}, or a destination of a
     *     user, such as {@code /user/anna/queue/news}
     * @param body a string, which goes out as {@code text/plain}, bytes, a {@link Reply}, or what the {@link
     *     io.github.stampedestomp.request.BodyMapper} of the requests writes
     * @return what is done when the broker vouches for the message: at once, unless there is a {@link Relay}. It fails with an
     *     {@link IllegalStateException} if the broker does not
     * @throws IllegalArgumentException if the destination is malformed
     * @throws IllegalStateException if there is no room for the message
     */
    public CompletionStage<Void> send(String destination, Object body) {
        return sender.send(destination, body);
    }

    /**
     * Sends a message to a destination, as {@link #send(String, Object)} does.
     *
     * @param headers passed on to the subscribers, but for those that the server sets itself
     * @param body the body, which is not copied and must not change any more
     */
    public CompletionStage<Void> send(String destination, Headers headers, byte[] body) {
        return sender.send(destination, headers, body);
    }

    /** Sends several messages to topics, queues and users, all of them or, if one of them is refused, none. */
    public CompletionStage<Void> sendAll(List<Sender.Item> items) {
        return sender.sendAll(items);
    }

    /**
     * Sends to all sessions of a user that subscribe to a destination of their own.
     *
     * @param destination what clients call {@code /user/queue/news}, without {@code /user}: {@code /queue/news}
     * @param body as in {@link #send(String, Object)}
     */
    public CompletionStage<Void> sendToUser(String user, String destination, Object body) {
        return sender.sendToUser(user, destination, body);
    }

    /** Sends to a single session, as {@link #sendToUser} does to all of a user. */
    public CompletionStage<Void> sendToSession(String session, String destination, Object body) {
        return sender.sendToSession(session, destination, body);
    }

    /**
     * Asks the application for something, as a client may by a SEND below {@code /app/}.
     *
     * @param body the body, which is not copied and must not change any more
     * @return the outcome, which comes on a thread of the application, and never is an exception
     * @throws IllegalArgumentException if nobody answers requests to the destination
     * @throws IllegalStateException if the server does not run
     */
    public CompletableFuture<Outcome> request(String destination, Headers headers, byte[] body) {
        listening();
        Requests.Prepared request = requests.send(Caller.application(), sender, destination, headers, body)
                .orElseThrow(() -> new IllegalArgumentException("nobody answers requests to '" + destination + "'"));
        Executor executor = Objects.requireNonNull(application, "a server that runs has threads");
        return CompletableFuture.completedFuture(request)
                .thenComposeAsync(Requests.Prepared::run, executor)
                .exceptionally(refused -> new Outcome(null, REFUSED));
    }

    /** Before the server has started there is nobody who must not wait. */
    private void tellApplication(Runnable task) {
        Executor executor = application;
        if (executor == null) {
            task.run();
        } else {
            executor.execute(task);
        }
    }

    private ApiParts parts(Executor executor) {
        return new ApiParts(broker, sender, requests, settings.authority(), users, presence, executor);
    }

    /**
     * Reads the files of {@link Tls} again, such as a renewed certificate. Clients that connect from now on get the new one;
     * connections that there are go on with the old one.
     *
     * @throws IllegalArgumentException if a file is not what it should be; then all stays as it was
     * @throws IllegalStateException if the server was built without TLS
     */
    public void reloadTls() {
        TlsEngines engines = settings.tls();
        if (engines == null) {
            throw new IllegalStateException("the server was built without TLS");
        }
        engines.reload();
    }

    /** {@return who is online, with which sessions, which can be ended there} */
    public Users users() {
        return users;
    }

    /** {@return who subscribes to what, as far as it is watched; see {@link StompServerBuilder#presence(String...)}} */
    public Presence presence() {
        return presence;
    }

    /** {@return the destinations that have subscribers or messages, in no order} */
    public List<DestinationStatus> destinations() {
        return broker.destinations();
    }

    /** Stops in the way that the server was built with, see {@link #stop(Drain)} and {@link StompServerBuilder#drain}. */
    public void stop() {
        stop(settings.drain());
    }

    /**
     * Stops: takes no more clients and no more frames of those there are, delivers what was sent before, lets the application
     * answer what it was asked, and closes all connections with code 1012, so that clients come again. Cuts off whoever is
     * left when the time is over, and returns when nothing is left. All that was confirmed by a RECEIPT reaches its
     * subscribers before they are closed; what waits in a queue of the broker in memory is lost.
     *
     * <p>Does nothing if the server does not run. A session listener or an authenticator should not call this, as it waits for
     * them.
     *
     * @throws IllegalStateException if a thread of the network calls this, which it would wait for
     */
    public void stop(Drain drain) {
        Listening running = listening;
        if (running != null) {
            running.requireOtherThread(); // before the lock, whose holder may wait for this thread
        }
        stopNow(Countdown.of(drain.time()));
    }

    private synchronized void stopNow(Countdown time) {
        Listening running = listening;
        if (running != null) {
            running.stop(time);
            listening = null;
            stopRelay();
            endOwnThreads(longer(time.left(), LAST_TASKS));
        }
        later.stop();
        state = State.STOPPED;
        hasStopped = true;
    }

    private void stopRelay() {
        if (relay != null) {
            relay.stop(GOODBYE);
        }
    }

    /** {@return whether the server has begun to stop, and so should be given no more clients, or has stopped} */
    public boolean isDraining() {
        Listening running = listening;
        return running == null ? hasStopped : running.isDraining();
    }

    /** Stops, as {@link #stop()} does. */
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

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private synchronized void endOwnThreads(Duration patience) {
        if (ownThreads == null) {
            return;
        }
        ownThreads.shutdown();
        try {
            if (!ownThreads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                ownThreads.shutdownNow(); // handlers that block; what waits behind them is still run
                ownThreads.awaitTermination(LAST_TASKS.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            ownThreads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
