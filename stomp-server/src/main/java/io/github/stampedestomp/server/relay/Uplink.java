package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.stampedestomp.codec.FrameDecoder;
import io.github.stampedestomp.codec.FrameEncoder;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.ControlCharacters;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.server.net.Connector;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.Security;
import io.github.stampedestomp.server.net.TcpConnection;
import io.github.stampedestomp.server.net.Timer;
import io.github.stampedestomp.session.HeartBeat;
import io.github.stampedestomp.session.Liveness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the external broker, made again whenever it is lost. Between two attempts it waits, longer each time, and never
 * as long as others do, so that servers do not come back together.
 *
 * <p>Belongs to the thread of its loop.
 */
final class Uplink {
    /** What is done with a connection. */
    interface Side {
        /** Learns that the broker has let this side in. */
        void up(Dialect dialect);

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
    private static final ByteBuffer BEAT = ByteBuffer.wrap("\n".getBytes(US_ASCII));
    /** A connection that was up for so long was a good one. */
    private static final Duration GOOD = Duration.ofSeconds(10);

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final RelaySettings settings;
    private final String name;
    private final EventLoop loop;
    private final Executor names;
    private final RelayObserver observer;
    private final Side side;
    private final Timer retry;
    private final Timer deadline;
    private State state = State.STOPPED;
    private int attempts;
    private int failures;
    private long upSince;
    private @Nullable Link link;
    private Dialect dialect = Dialect.of(null);
    /** What the broker has said when it ended the last connection, if it has said something. */
    private String lastFailure = "";

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
        retry.cancel();
        deadline.cancel();
        if (open != null) {
            if (wasUp) {
                open.connection.send(FrameEncoder.encode(Frame.of(Command.DISCONNECT, Headers.of()), Version.V1_2));
                observer.disconnected();
            }
            link = null;
            open.connection.closeAfterFlush("the server stops");
        }
    }

    /** Does not wait for longer than at first, as the broker can be reached again. */
    void hurry() {
        if (state == State.WAITING && failures > 1 && lastFailure.isEmpty()) {
            failures = 1;
            retry.in(nextPause());
        }
    }

    boolean isUp() {
        return state == State.UP;
    }

    /** {@return why it is not up} */
    String obstacle() {
        return obstacle;
    }

    /** Sends a frame, if the connection is up. */
    void send(Frame frame) {
        if (link != null && isUp()) {
            link.send(frame);
        }
    }

    /** {@return how many bytes wait that the network has not taken} */
    long unsentBytes() {
        return link == null ? 0 : link.connection.unsentBytes();
    }

    /** Takes nothing more from the broker until {@link #resume}. */
    void pause() {
        if (link != null) {
            link.connection.pauseReading();
        }
    }

    /** Takes again what comes. */
    void resume() {
        if (link != null) {
            link.liveness.received(loop.nanoTime());
            link.connection.resumeReading();
        }
    }

    // ---- connecting ----

    private void attempt() {
        if (state != State.WAITING) {
            return;
        }
        state = State.CONNECTING;
        int current = ++attempts;
        RelaySettings.Address address =
                settings.addresses().get(failures % settings.addresses().size());
        int round = failures / settings.addresses().size();
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
            waitAndRetry(address + " cannot be reached: " + cause.getMessage());
        }
    }

    private Receiver opened(TcpConnection connection, RelaySettings.Address address, int attempt) {
        if (attempt != attempts || state != State.CONNECTING) {
            loop.execute(() -> connection.close("given up meanwhile"));
            return new Link(connection, address);
        }
        Link opened = new Link(connection, address);
        link = opened;
        SSLContext tls = settings.tls();
        if (tls == null) {
            opened.greet();
            return opened;
        }
        try {
            Security security = new Security(() -> engine(tls, address), settings.connectTimeout());
            return opened.whileSecuring(connection.secureAsClient(security, secured -> {
                opened.greet();
                return opened;
            }));
        } catch (IOException | RuntimeException e) { // an SSLContext of the application's own may be of no use
            loop.execute(() -> connection.close("TLS failed"));
            waitAndRetry("TLS failed: " + e.getMessage());
            return opened;
        }
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
        if (open == null) {
            if (state == State.CONNECTING) {
                waitAndRetry(reason);
            }
        } else {
            open.connection.close(reason);
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
        boolean wasGood = wasUp && loop.nanoTime() - upSince > GOOD.toNanos();
        failures = wasGood ? 1 : failures + 1;
        Duration pause = nextPause();
        LOG.warn("The broker is not connected ({}), next attempt in {} ms: {}", name, pause.toMillis(), reason);
        retry.in(pause);
        if (wasUp) {
            observer.disconnected();
            side.down();
        }
        side.obstructed();
    }

    /** {@return half of the longest pause that is due, and up to as much again} */
    private Duration nextPause() {
        int doublings = Math.min(failures - 1, 16);
        long most = Math.min(
                settings.firstPause().toMillis() << doublings,
                settings.longestPause().toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    // ---- connected ----

    private void let(Link greeted, Frame connected) {
        String version = connected.header(HeaderName.VERSION);
        if (!Version.V1_2.number().equals(version)) {
            greeted.connection.close("it speaks STOMP " + version + ", not 1.2");
            return;
        }
        String server = connected.header(HeaderName.SERVER);
        String theirs = connected.header(HeaderName.HEART_BEAT);
        HeartBeat agreed = settings.heartBeat().agreedWith(theirs == null ? HeartBeat.NONE : HeartBeat.parse(theirs));
        deadline.cancel();
        state = State.UP;
        upSince = loop.nanoTime();
        lastFailure = "";
        greeted.agree(agreed);
        LOG.info(
                "The broker {} at {} is connected ({})",
                ControlCharacters.masked(String.valueOf(server)),
                greeted.address,
                name);
        observer.connected();
        dialect = Dialect.of(server);
        side.up(dialect);
    }

    /** One connection, from its first byte to its last. */
    private final class Link implements Receiver {
        private final TcpConnection connection;
        private final RelaySettings.Address address;
        private final FrameDecoder decoder;
        private final Timer beat;
        private Liveness liveness = new Liveness(HeartBeat.NONE, 0);
        private String lastWord = "";

        Link(TcpConnection connection, RelaySettings.Address address) {
            this.connection = connection;
            this.address = address;
            this.decoder = new FrameDecoder(settings.frame(), this::take);
            this.beat = connection.timer(this::onTime);
        }

        /** {@return what stands in until the connection is secure, which tells how it ends as this does} */
        Receiver whileSecuring(Receiver handshaking) {
            return new Receiver() {
                @Override
                public void receive(ByteBuffer bytes) {
                    handshaking.receive(bytes);
                }

                @Override
                public void writable() {}

                @Override
                public void stop() {
                    handshaking.stop();
                }

                @Override
                public void closed(String reason) {
                    Link.this.closed(reason);
                }
            };
        }

        void greet() {
            state = State.GREETING;
            Headers.Builder headers = new Headers.Builder()
                    .add(HeaderName.ACCEPT_VERSION, Version.V1_2.number())
                    .add(HeaderName.HOST, settings.host() == null ? "/" : settings.host())
                    .add(HeaderName.HEART_BEAT, settings.heartBeat().headerValue())
                    .add("client-id", name);
            if (settings.login() != null) {
                headers.add(HeaderName.LOGIN, settings.login());
            }
            if (settings.passcode() != null) {
                headers.add(HeaderName.PASSCODE, settings.passcode());
            }
            connection.send(FrameEncoder.encode(Frame.of(Command.CONNECT, headers.build()), Version.V1_2));
        }

        void agree(HeartBeat agreed) {
            decoder.agree(Version.V1_2);
            liveness = new Liveness(agreed, loop.nanoTime());
            onTime();
        }

        void send(Frame frame) {
            connection.send(FrameEncoder.encode(frame, Version.V1_2));
            liveness.sent(loop.nanoTime());
        }

        private void onTime() {
            long now = loop.nanoTime();
            if (liveness.isSilent(now)) {
                connection.close("it has been silent for longer than agreed");
                return;
            }
            if (liveness.owesHeartBeat(now)) {
                connection.send(BEAT);
                liveness.sent(now);
            }
            long due = liveness.dueIn(now);
            beat.at(due == Long.MAX_VALUE ? due : now + due);
        }

        @Override
        public void receive(ByteBuffer bytes) {
            liveness.received(loop.nanoTime());
            try {
                decoder.decode(bytes);
            } catch (ProtocolException e) {
                connection.close("it has sent what is no STOMP: " + e.sentence());
            }
            side.taken();
        }

        private void take(Frame frame) {
            switch (frame.command()) {
                case CONNECTED -> {
                    if (state == State.GREETING) {
                        let(this, frame);
                    }
                }
                case MESSAGE, RECEIPT -> side.take(frame);
                case ERROR -> {
                    lastWord = ControlCharacters.masked(String.valueOf(frame.header(HeaderName.MESSAGE)));
                    if (state == State.UP && dialect.isHarmless(lastWord)) {
                        return;
                    }
                    LOG.warn("The broker refuses something ({}): {} {}", name, lastWord, firstLine(frame));
                    if (state == State.UP) {
                        side.refused(frame);
                    }
                    connection.closeAfterFlush("it says: " + lastWord);
                }
                default -> connection.close("it has sent a " + frame.command());
            }
        }

        private static String firstLine(Frame frame) {
            return frame.text()
                    .lines()
                    .findFirst()
                    .map(ControlCharacters::masked)
                    .orElse("");
        }

        @Override
        public void writable() {
            // what waits is counted where it is confirmed
        }

        @Override
        public void stop() {
            connection.closeAfterFlush("the server stops");
        }

        @Override
        public void closed(String reason) {
            if (link == this) {
                lastFailure = lastWord;
                waitAndRetry(lastWord.isEmpty() ? reason : "it says: " + lastWord);
            }
        }
    }
}
