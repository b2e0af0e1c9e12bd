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
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.TcpConnection;
import io.github.stampedestomp.server.net.Timer;
import io.github.stampedestomp.session.HeartBeat;
import io.github.stampedestomp.session.Liveness;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the external broker, from its first byte to its last: says who this server is, agrees on heart-beats, and closes
 * when the broker falls silent or says what this side cannot understand.
 *
 * <p>Belongs to the thread of its loop.
 */
final class Link implements Receiver {
    /** What is done with what the broker says. */
    interface Listener {
        /** Learns that the broker has let this side in. */
        void letIn(Link link);

        /** Takes a MESSAGE or a RECEIPT. */
        void take(Frame frame);

        /** Learns that no more has come for now. */
        void taken();

        /** Learns that the broker did not like something, so that the connection closes. */
        void refused(Frame error);

        /** Learns that nothing comes any more. */
        void ended(Link link, String reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final ByteBuffer BEAT = ByteBuffer.wrap("\n".getBytes(US_ASCII));

    private final RelaySettings settings;
    private final String name;
    private final RelaySettings.Address address;
    private final EventLoop loop;
    private final TcpConnection connection;
    private final Listener listener;
    private final FrameDecoder decoder;
    private final Timer beat;
    private Liveness liveness = new Liveness(HeartBeat.NONE, 0);
    private Dialect dialect = Dialect.of(null);
    private boolean isLetIn;
    private boolean hearsHeartBeats;
    private String lastWord = "";

    /**
     * Says nothing yet.
     *
     * @param name by which the broker knows the connection
     * @param address where the broker was looked for
     */
    Link(
            RelaySettings settings,
            String name,
            RelaySettings.Address address,
            EventLoop loop,
            TcpConnection connection,
            Listener listener) {
        this.settings = settings;
        this.name = name;
        this.address = address;
        this.loop = loop;
        this.connection = connection;
        this.listener = listener;
        this.decoder = new FrameDecoder(settings.frame(), this::take);
        this.beat = connection.timer(this::onTime);
    }

    /** {@return what the broker speaks, once it has let this side in} */
    Dialect dialect() {
        return dialect;
    }

    /** {@return what the broker has said when it ended the connection, or nothing} */
    String lastWord() {
        return lastWord;
    }

    /** {@return whether the broker has agreed to give signs of life} */
    boolean hearsHeartBeats() {
        return hearsHeartBeats;
    }

    /** {@return how many bytes wait that the network has not taken} */
    long unsentBytes() {
        return connection.unsentBytes();
    }

    // ---- what is said ----

    /** Asks to be let in. */
    void greet() {
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
        say(Frame.of(Command.CONNECT, headers.build()));
    }

    void send(Frame frame) {
        say(frame);
        liveness.sent(loop.nanoTime());
    }

    private void say(Frame frame) {
        connection.send(FrameEncoder.encode(frame, Version.V1_2));
    }

    /** Says good-bye, if the broker has let this side in, behind what was sent before. */
    void leave(String reason) {
        if (isLetIn) {
            say(Frame.of(Command.DISCONNECT, Headers.of()));
        }
        connection.closeAfterFlush(reason);
    }

    /** Closes at once. */
    void close(String reason) {
        connection.close(reason);
    }

    /** Takes nothing more until {@link #resume}. */
    void pause() {
        connection.pauseReading();
    }

    void resume() {
        liveness.received(loop.nanoTime()); // nobody has listened meanwhile
        connection.resumeReading();
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

    // ---- what comes ----

    /** {@return what stands in until the connection is secure, and tells how it ends as this does} */
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

    @Override
    public void receive(ByteBuffer bytes) {
        liveness.received(loop.nanoTime());
        try {
            decoder.decode(bytes);
        } catch (ProtocolException e) {
            connection.close("it has sent what is no STOMP: " + e.sentence());
        }
        listener.taken();
    }

    private void take(Frame frame) {
        switch (frame.command()) {
            case CONNECTED -> connected(frame);
            case MESSAGE, RECEIPT -> listener.take(frame);
            case ERROR -> refused(frame);
            default -> connection.close("it has sent a " + frame.command());
        }
    }

    private void connected(Frame frame) {
        String version = frame.header(HeaderName.VERSION);
        if (isLetIn || !Version.V1_2.number().equals(version)) {
            connection.close(isLetIn ? "it has let this side in twice" : "it speaks STOMP " + version + ", not 1.2");
            return;
        }
        String server = frame.header(HeaderName.SERVER);
        String theirs = frame.header(HeaderName.HEART_BEAT);
        HeartBeat agreed = settings.heartBeat().agreedWith(theirs == null ? HeartBeat.NONE : HeartBeat.parse(theirs));
        LOG.info(
                "The broker {} at {} is connected ({})",
                ControlCharacters.masked(String.valueOf(server)),
                address,
                name);
        if (agreed.receive().isZero() && !settings.heartBeat().receive().isZero()) {
            LOG.warn("The broker gives no heart-beats ({}): that it has gone may be noticed late", name);
        }
        isLetIn = true;
        hearsHeartBeats = !agreed.receive().isZero();
        dialect = Dialect.of(server);
        decoder.agree(Version.V1_2);
        liveness = new Liveness(agreed, loop.nanoTime());
        onTime();
        listener.letIn(this);
    }

    private void refused(Frame error) {
        lastWord = ControlCharacters.masked(String.valueOf(error.header(HeaderName.MESSAGE)));
        if (isLetIn && dialect.isHarmless(lastWord)) {
            return;
        }
        LOG.warn("The broker refuses something ({}): {} {}", name, lastWord, firstLine(error));
        if (isLetIn) {
            listener.refused(error);
        }
        connection.closeAfterFlush("it says: " + lastWord);
    }

    private static String firstLine(Frame frame) {
        return frame.text().lines().findFirst().map(ControlCharacters::masked).orElse("");
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
        listener.ended(this, lastWord.isEmpty() ? reason : "it says: " + lastWord);
    }
}
