package io.github.stampedestomp.server.net;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection: hands what the peer sends to its {@link Receiver} and writes what it is given, all that waits with
 * one call.
 *
 * <p>A connection belongs to the thread of its loop. Only {@link #unsentBytes}, {@link #sentBytes}, {@link #execute} and
 * {@link #remoteAddress} may be called by any thread.
 */
public final class TcpConnection {
    private static final Logger log = LoggerFactory.getLogger(TcpConnection.class);
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int DISCARDED_BYTES = 1 << 20;
    private static final int WRITES_PER_TURN = 4;

    private enum State {
        /** Bytes go both ways. */
        OPEN,
        /** What waits is still written; what comes is thrown away. */
        FLUSHING,
        /** Our side has ended; the peer may still read, and end its side. */
        LINGERING,
        CLOSED
    }

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Speaker speaker;
    private final SocketWriter writer;
    private final List<Timer> timers = new ArrayList<>(2);
    private final Timer ending;
    private @Nullable TlsChannel tls;
    /** What a proxy says before all else, or null once it has, or if it need not. */
    private @Nullable Introduction introduction;

    private Receiver receiver;
    private State state = State.OPEN;
    private String reason = "";
    private int discardedBytes;
    private boolean readingPaused;
    private boolean closedTold;
    private boolean inputEnded;
    private boolean flushWanted;
    private int interest = OP_READ;
    private final long openedAt;
    private long receivedBytes;
    /** What the observer was told of {@link #sentBytes} and {@link #unsentBytes}. */
    private long toldSent;

    private long toldUnsent;

    TcpConnection(EventLoop loop, SocketChannel channel, Speaker speaker, Function<TcpConnection, Receiver> receivers)
            throws IOException {
        this.loop = loop;
        this.openedAt = loop.nanoTime();
        this.channel = channel;
        this.speaker = speaker;
        this.key = loop.register(channel, OP_READ, new Registration(this::ready, this::fail));
        this.writer = new SocketWriter(channel, loop::nanoTime);
        this.ending = timer(this::endingIsDue);
        this.introduction = speaker.needsIntroduction() ? new Introduction(this, speaker, receivers) : null;
        this.receiver = introduction == null ? receivers.apply(this) : introduction;
    }

    /** {@return the address of the client that the peer is or speaks for, as numbers, without its port} */
    public String remoteAddress() {
        return speaker.client();
    }

    /** {@return who is at the other end} */
    public Speaker speaker() {
        return speaker;
    }

    /** {@return the loop that owns this connection} */
    public EventLoop loop() {
        return loop;
    }

    /** {@return the time of the clock that this connection's timers go by} */
    public long nanoTime() {
        return loop.nanoTime();
    }

    /** {@return how many bytes were given to {@link #send} that the network has not taken yet} */
    public long unsentBytes() {
        return writer.queue().unsentBytes();
    }

    /** {@return how many bytes the network has taken} */
    public long sentBytes() {
        return writer.queue().sentBytes();
    }

    /** {@return a timer that ends with this connection} */
    public Timer timer(Runnable task) {
        Timer timer = loop.timer(() -> guard(() -> ifNotClosed(task)));
        timers.add(timer);
        return timer;
    }

    /** {@return a timer of this connection's thread, even if the connection is closed by then; whoever asked has to cancel it} */
    public Timer lastingTimer(Runnable task) {
        return loop.timer(() -> guard(task::run));
    }

    /** Cancels a timer of this connection for good. */
    public void end(Timer timer) {
        timer.cancel();
        timers.remove(timer);
    }

    /** Runs a task soon on this connection's thread, even if the connection is closed by then. */
    public void execute(Runnable task) {
        loop.execute(() -> guard(task::run));
    }

    /**
     * Takes what comes from now on for TLS, and sends only that.
     *
     * @param receivers makes the receiver of the plain bytes once the handshake is over
     * @return the receiver until then
     */
    public Receiver secure(Security security, Function<TcpConnection, Receiver> receivers) {
        tls = new TlsChannel(security.engines().get(), loop);
        writer.secure(tls);
        return new Handshaking(this, security.handshakeTimeout(), receivers);
    }

    /** {@return whether what comes and goes is protected by TLS} */
    public boolean isSecure() {
        return tls != null;
    }

    /** {@return the certificates by which the peer has proved who it is, its own first; empty if it has not} */
    public List<X509Certificate> certificates() {
        return tls == null ? List.of() : tls.certificates();
    }

    /** {@return how many bytes TLS keeps for this connection, beside its engine} */
    int keptBytes() {
        return tls == null ? 0 : tls.keptBytes();
    }

    /** Makes another receiver take all that comes from now on. */
    public void handOver(Receiver next) {
        receiver = next;
    }

    /**
     * Sends bytes at the end of this turn of the loop. After the end they are dropped.
     *
     * @param wire the bytes between position and limit; they may be shared, so neither they nor the position may change
     */
    public void send(ByteBuffer wire) {
        if (state == State.OPEN) {
            writer.add(wire);
            flushSoon();
        }
    }

    /** Stops reading until {@link #resumeReading}. */
    public void pauseReading() {
        readingPaused = true;
        updateInterest();
    }

    /** Reads again. */
    public void resumeReading() {
        readingPaused = false;
        updateInterest();
    }

    /** Closes the connection after all that waits has left and the peer had a moment to read it. */
    public void closeAfterFlush(String why) {
        if (state == State.OPEN) {
            state = State.FLUSHING;
            reason = why;
            ending.in(patienceLeft().compareTo(LINGER) > 0 ? patienceLeft() : LINGER);
            updateInterest();
            flushSoon();
        }
    }

    /** Closes the connection at once; what still waits is lost. */
    public void close(String why) {
        if (state == State.CLOSED) {
            return;
        }
        String firstReason = state == State.OPEN ? why : reason;
        state = State.CLOSED;
        timers.forEach(Timer::cancel);
        writer.endQuietly();
        writer.queue().clear();
        loop.forget(this, channel, speaker);
        tellClosed(firstReason);
        tellEnd(firstReason); // last, as nothing must be left of a connection whose end cannot be told
    }

    void stop() {
        if (state == State.OPEN) {
            guard(() -> receiver.stop());
        }
    }

    private void ready() throws IOException {
        if (state != State.CLOSED && key.isWritable()) {
            writer.drained();
            flush();
        }
        if (state != State.CLOSED && key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        ByteBuffer bytes = loop.readBuffer();
        int count = channel.read(bytes);
        if (count > 0) {
            receivedBytes += count;
            loop.observer().received(count);
        }
        if (count < 0) {
            inputEnded();
        } else if (state == State.OPEN) {
            receive(bytes.flip());
        } else {
            discard(count);
        }
    }

    /** What a proxy says comes before all else, even before TLS. */
    private void receive(ByteBuffer bytes) {
        if (introduction != null) {
            introduction.receive(bytes);
            introduction = receiver == introduction ? introduction : null;
        }
        if (state == State.OPEN && bytes.hasRemaining()) {
            take(bytes);
        }
    }

    private void take(ByteBuffer raw) {
        if (tls == null) {
            receiver.receive(raw);
        } else {
            takeRecords(tls, raw);
        }
    }

    private void takeRecords(TlsChannel secured, ByteBuffer raw) {
        ByteBuffer plain = loop.plainBuffer();
        try {
            if (secured.decrypt(raw, plain)) {
                receiver.receive(plain.flip());
            }
        } catch (SSLException e) {
            failSecurely(secured, e);
        }
        if (secured.hasOutput()) {
            flushSoon();
        }
        if (secured.hasInputEnded() && state != State.CLOSED) {
            inputEnded();
        }
    }

    /** Lets the peer know by an alert, and sends nothing else any more. */
    private void failSecurely(TlsChannel secured, SSLException cause) {
        String why = "TLS failed: " + cause.getMessage();
        log.debug("The connection from {} was cut: {}", remoteAddress(), why);
        writer.queue().clear();
        secured.endOutput();
        closeAfterFlush(why);
        tellClosed(why);
    }

    private void discard(int count) {
        discardedBytes += count;
        updateInterest();
    }

    private void inputEnded() {
        inputEnded = true;
        if (writer.isEmpty()) {
            close("the client closed the connection");
        } else {
            closeAfterFlush("the client closed the connection");
            updateInterest();
            tellClosed("the client closed the connection");
        }
    }

    /** Once nothing more comes and nothing more can be sent, there is no reason to keep the receiver waiting. */
    private void tellClosed(String why) {
        if (!closedTold) {
            closedTold = true;
            Receiver last = receiver;
            loop.execute(() -> guard(() -> last.closed(why)));
        }
    }

    private void flushSoon() {
        if (!flushWanted && !writer.isFull()) {
            flushWanted = true;
            loop.flushSoon(this);
        }
    }

    /** Called by the loop once in a turn in which something was sent. */
    void flushNow() {
        guard(this::flush);
    }

    private void flush() throws IOException {
        flushWanted = true; // what is sent meanwhile leaves with this flush
        for (int i = 0; i < WRITES_PER_TURN && writer.canWrite(); i++) {
            if (writer.write(loop.writeBuffer()) && state == State.OPEN) {
                receiver.writable();
            }
        }
        flushWanted = false;
        tellTraffic();
        if (state == State.CLOSED) {
            return;
        }
        updateInterest();
        if (!writer.isEmpty() || (state == State.FLUSHING && writer.endSecurely())) {
            flushSoon();
        } else if (state == State.FLUSHING) {
            outputEnded();
        }
    }

    private void tellTraffic() {
        loop.observer().sent(sentBytes() - toldSent);
        toldSent = sentBytes();
        if (unsentBytes() != toldUnsent) {
            loop.observer().unsentChanged(unsentBytes() - toldUnsent);
            toldUnsent = unsentBytes();
        }
    }

    private void tellEnd(String why) {
        tellTraffic();
        Duration time = Duration.ofNanos(nanoTime() - openedAt);
        loop.observer().ended(new EndedConnection(remoteAddress(), why, time, receivedBytes, sentBytes()));
    }

    private void outputEnded() throws IOException {
        if (inputEnded) {
            close(reason);
        } else {
            state = State.LINGERING;
            ending.in(LINGER);
            channel.shutdownOutput();
        }
    }

    private void endingIsDue() {
        if (state == State.FLUSHING && patienceLeft().compareTo(Duration.ZERO) > 0) {
            ending.in(patienceLeft());
        } else {
            close(reason);
        }
    }

    /** {@return for how much longer the network may take nothing of what waits} */
    private Duration patienceLeft() {
        return FLUSH_PATIENCE.minus(writer.stuckFor());
    }

    private void updateInterest() {
        int wanted = (wantsToRead() ? OP_READ : 0) | (writer.isFull() ? OP_WRITE : 0);
        if (wanted != interest && state != State.CLOSED) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    private boolean wantsToRead() {
        return !inputEnded && (state == State.OPEN ? !readingPaused : discardedBytes < DISCARDED_BYTES);
    }

    private void ifNotClosed(Runnable task) {
        if (state != State.CLOSED) {
            task.run();
        }
    }

    /** Whatever is thrown ends this connection only. */
    private void guard(Registration.Step step) {
        try {
            step.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (cause instanceof IOException) {
            close("the network failed: " + cause.getMessage());
        } else {
            close("internal error");
            log.error("The connection from {} failed and was cut", remoteAddress(), cause);
        }
    }
}
