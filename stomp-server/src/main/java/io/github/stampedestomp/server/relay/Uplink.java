package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.server.net.Connector;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.Security;
import io.github.stampedestomp.server.net.TcpConnection;
import io.github.stampedestomp.server.net.Timer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the external broker that is made again whenever it is lost.
 *
 * <p>Belongs to the thread of its loop.
 */
final class Uplink {
    /** What is done with a connection. */
    interface Side {
        /** Learns that the broker has let this side in. */
        void up();

        /** Takes a MESSAGE or a RECEIPT. */
        void take(Frame frame);

        /** Learns that no more has come for now. */
        void taken();

        /** Learns that the broker did not like something, so that the connection is closed. */
        void refused(Frame error);

        /** Learns that a connection that was up is gone. */
        void down();

        /** Learns that {@link Uplink#obstacle} has changed. */
        void obstructed();
    }

    private enum State {
        STOPPED,
        WAITING,
        CONNECTING,
        GREETING,
        UP
    }

    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    /** A connection that was up for so long was a good one. */
    private static final Duration GOOD = Duration.ofSeconds(10);

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final RelaySettings settings;
    private final String name;
    private final EventLoop loop;
    private final Executor names;
    private final RelayObserver observer;
    private final Side side;
    private final BackOff backOff;
    private final Timer retry;
    private final Timer deadline;
    private State state = State.STOPPED;
    private int attempts;
    private long upSince;
    private boolean isUseful;
    private @Nullable Link link;
    private Dialect dialect = Dialect.of(null);
    /** What the broker has said when it ended the last connection, if it has said something. */
    private String lastWord = "";

    private String obstacle = "the broker has not been reached yet";

    /**
     * Prepares a connection.
     *
     * @param name by which the broker knows it again
     * @param names looks addresses up, which may take long
     */
    Uplink(RelaySettings settings, String name, EventLoop loop, Executor names, RelayObserver observer, Side side) {
        this.settings = settings;
        this.name = name;
        this.loop = loop;
        this.names = names;
        this.observer = observer;
        this.side = side;
        this.backOff = new BackOff(settings.firstPause(), settings.longestPause());
        this.retry = loop.timer(this::attempt);
        this.deadline = loop.timer(() -> giveUp("it did not answer in time"));
    }

    void start() {
        state = State.WAITING;
        attempt();
    }

    /** Ends for good. What was sent before still leaves. */
    void stop() {
        Link open = link;
        boolean wasUp = state == State.UP;
        state = State.STOPPED;
        link = null;
        retry.cancel();
        deadline.cancel();
        if (open != null) {
            open.leave("the server stops");
        }
        if (wasUp) {
            observer.disconnected();
        }
    }

    /** Does not wait for longer than at first, as the broker can be reached again. */
    void hurry() {
        if (state == State.WAITING && backOff.failures() > 1 && lastWord.isEmpty()) {
            backOff.hope();
            retry.in(backOff.pause());
        }
    }

    boolean isUp() {
        return state == State.UP;
    }

    /** {@return whether the first attempt has neither succeeded nor failed} */
    boolean isBeginning() {
        return attempts == 1 && state != State.UP && backOff.failures() == 0;
    }

    /** {@return why it is not up} */
    String obstacle() {
        return obstacle;
    }

    /** {@return what the broker that was reached last speaks} */
    Dialect dialect() {
        return dialect;
    }

    /** Learns that something was achieved by the connection: when it is lost, the next comes soon. */
    void useful() {
        isUseful = true;
    }

    /** {@return whether this side would notice that the other has gone} */
    boolean hearsHeartBeats() {
        return link != null && link.hearsHeartBeats();
    }

    /** Gives up a connection by which nothing is achieved. */
    void abandon(String reason) {
        if (isUp()) {
            giveUp(reason);
        }
    }

    /** Sends a frame, if the connection is up. */
    void send(Frame frame) {
        if (link != null && isUp()) {
            link.send(frame);
        }
    }

    /** {@return how many bytes wait that the network has not taken} */
    long unsentBytes() {
        return link == null ? 0 : link.unsentBytes();
    }

    /** Takes nothing more from the broker until {@link #resume}. */
    void pause() {
        if (link != null) {
            link.pause();
        }
    }

    /** Takes again what comes. */
    void resume() {
        if (link != null) {
            link.resume();
        }
    }

    // ---- connecting ----

    private void attempt() {
        if (state != State.WAITING) {
            return;
        }
        state = State.CONNECTING;
        int current = ++attempts;
        List<RelaySettings.Address> addresses = settings.addresses();
        RelaySettings.Address address = addresses.get(backOff.turn() % addresses.size());
        int round = backOff.turn() / addresses.size();
        deadline.in(settings.connectTimeout());
        names.execute(() -> {
            try {
                InetAddress[] found = InetAddress.getAllByName(address.host());
                InetSocketAddress remote = new InetSocketAddress(found[round % found.length], address.port());
                Connector.connect(
                        loop,
                        remote,
                        settings.connectTimeout(),
                        connection -> opened(connection, address, current),
                        failure -> failed(current, address, failure));
            } catch (IOException e) {
                loop.execute(() -> failed(current, address, e));
            }
        });
    }

    private void failed(int attempt, RelaySettings.Address address, IOException cause) {
        if (attempt == attempts && state == State.CONNECTING) {
            lastWord = "";
            waitAndRetry(address + " cannot be reached: " + cause.getMessage());
        }
    }

    private Receiver opened(TcpConnection connection, RelaySettings.Address address, int attempt) {
        Link opened = new Link(settings, name, address, loop, connection, new Ear());
        if (attempt != attempts || state != State.CONNECTING) {
            loop.execute(() -> connection.close("given up meanwhile"));
            return opened;
        }
        link = opened;
        SSLContext tls = settings.tls();
        if (tls == null) {
            greet(opened);
            return opened;
        }
        try {
            Security security = new Security(() -> engine(tls, address), settings.connectTimeout());
            return opened.whileSecuring(connection.secureAsClient(security, secured -> {
                greet(opened);
                return opened;
            }));
        } catch (IOException | RuntimeException e) { // an SSLContext of the application's own may be of no use
            loop.execute(() -> connection.close("TLS failed"));
            waitAndRetry("TLS failed: " + e.getMessage());
            return opened;
        }
    }

    private void greet(Link opened) {
        state = State.GREETING;
        opened.greet();
    }

    /** The broker must have a certificate for the name by which it was looked for. */
    private static SSLEngine engine(SSLContext tls, RelaySettings.Address address) {
        SSLEngine engine = tls.createSSLEngine(address.host(), address.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    private void giveUp(String reason) {
        Link open = link;
        if (open != null) {
            open.close(reason);
        } else if (state == State.CONNECTING) {
            waitAndRetry(reason);
        }
    }

    private void waitAndRetry(String reason) {
        boolean wasUp = state == State.UP;
        link = null;
        deadline.cancel();
        if (state == State.STOPPED) {
            return;
        }
        state = State.WAITING;
        obstacle = reason;
        if (wasUp && (isUseful || loop.nanoTime() - upSince > GOOD.toNanos())) {
            backOff.failedForTheFirstTime();
        } else {
            backOff.failed();
        }
        Duration pause = backOff.pause();
        LOG.warn("The broker is not connected ({}), next attempt in {} ms: {}", name, pause.toMillis(), reason);
        retry.in(pause);
        if (wasUp) {
            observer.lost();
            side.down();
        }
        side.obstructed();
    }

    /** Hears what the broker says on the connection that is in use, and nothing of one that was given up. */
    private final class Ear implements Link.Listener {
        @Override
        public void letIn(Link let) {
            if (link != let || state != State.GREETING) {
                return;
            }
            deadline.cancel();
            state = State.UP;
            upSince = loop.nanoTime();
            isUseful = false;
            lastWord = "";
            dialect = let.dialect();
            observer.connected();
            side.up();
        }

        @Override
        public void take(Frame frame) {
            if (isUp()) {
                side.take(frame);
            }
        }

        @Override
        public void taken() {
            if (isUp()) {
                side.taken();
            }
        }

        @Override
        public void refused(Frame error) {
            if (isUp()) {
                side.refused(error);
            }
        }

        @Override
        public void ended(Link ended, String reason) {
            if (link == ended) {
                lastWord = ended.lastWord();
                waitAndRetry(reason);
            }
        }
    }
}
