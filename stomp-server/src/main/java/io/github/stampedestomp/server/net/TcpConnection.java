package io.github.stampedestomp.server.net;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
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

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Speaker speaker;
    private final List<Timer> timers = new ArrayList<>(2);
    private final SocketWriter writer;
    private final Traffic traffic;
    private final Ending ending;
    private final Output output;
    private final Input input;
    private Receiver receiver;
    private boolean closedTold;
    private int interest = OP_READ;

    TcpConnection(EventLoop loop, SocketChannel channel, Speaker speaker, Function<TcpConnection, Receiver> receivers)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.speaker = speaker;
        this.key = loop.register(channel, OP_READ, new Registration(this::ready, this::fail));
        this.writer = new SocketWriter(channel, loop::nanoTime);
        this.traffic = new Traffic(loop, writer);
        this.ending = new Ending(this, writer);
        this.output = new Output(this, writer, ending, traffic);
        this.input = new Input(this, writer, ending, output);
        this.receiver =
                speaker.needsIntroduction() ? new Introduction(this, speaker, receivers) : receivers.apply(this);
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

    /** {@return what does as {@link #execute} with a task, as often as it is run, and makes nothing anew for that} */
    public Runnable executing(Runnable task) {
        Runnable guarded = () -> guard(task::run);
        return () -> loop.execute(guarded);
    }

    /**
     * Takes what comes from now on for TLS, and sends only that.
     *
     * @param receivers makes the receiver of the plain bytes once the handshake is over
     * @return the receiver until then
     */
    public Receiver secure(Security security, Function<TcpConnection, Receiver> receivers) {
        TlsChannel tls = new TlsChannel(security.engines().get(), loop);
        input.secure(tls);
        writer.secure(tls);
        return new Handshaking(this, security.handshakeTimeout(), receivers);
    }

    /**
     * Speaks TLS from now on as the side that has connected, which is the first to say something.
     *
     * @param security its engines are ready for a client's side of the handshake
     * @param receivers makes the receiver of the plain bytes once the handshake is over
     * @return the receiver until then
     */
    public Receiver secureAsClient(Security security, Function<TcpConnection, Receiver> receivers) throws SSLException {
        TlsChannel tls = new TlsChannel(security.engines().get(), loop);
        input.secure(tls);
        writer.secure(tls);
        tls.begin();
        output.flushSoon();
        return new Handshaking(this, security.handshakeTimeout(), receivers);
    }

    /** {@return whether what comes and goes is protected by TLS} */
    public boolean isSecure() {
        return input.isSecure();
    }

    /** {@return the certificates by which the peer has proved who it is, its own first; empty if it has not} */
    public List<X509Certificate> certificates() {
        return input.certificates();
    }

    /** {@return how many bytes TLS keeps for this connection, beside its engine} */
    int keptBytes() {
        return input.keptBytes();
    }

    /** Makes another receiver take all that comes from now on. */
    public void handOver(Receiver next) {
        receiver = next;
    }

    Receiver receiver() {
        return receiver;
    }

    /**
     * Sends bytes soon, at the end of this turn of the loop at the latest. After the end they are dropped.
     *
     * @param wire the bytes between position and limit; they may be shared, so neither they nor the position may change
     */
    public void send(ByteBuffer wire) {
        if (ending.isOpen()) {
            output.send(wire);
        }
    }

    /** Stops reading until {@link #resumeReading}. */
    public void pauseReading() {
        input.pause();
        updateInterest();
    }

    /** Reads again. */
    public void resumeReading() {
        input.resume();
        updateInterest();
    }

    /** Closes the connection after all that waits has left and the peer had a moment to read it. */
    public void closeAfterFlush(String why) {
        if (ending.isOpen()) {
            ending.flush(why);
            updateInterest();
            output.flushSoon();
        }
    }

    /** Closes the connection at once; what still waits is lost. */
    public void close(String why) {
        if (ending.isClosed()) {
            return;
        }
        String reason = ending.close(why);
        timers.forEach(Timer::cancel);
        writer.endQuietly();
        writer.queue().clear();
        loop.forget(this, channel, speaker);
        tellClosed(reason);
        traffic.tellEnd(
                remoteAddress(), reason); // last, as nothing must be left of a connection whose end cannot be told
    }

    void stop() {
        if (ending.isOpen()) {
            guard(() -> receiver.stop());
        }
    }

    private void ready() throws IOException {
        if (!ending.isClosed() && key.isWritable()) {
            output.drained();
        }
        if (!ending.isClosed() && key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        ByteBuffer bytes = loop.readBuffer();
        int count = channel.read(bytes);
        if (count < 0) {
            input.end();
        } else if (count > 0) {
            traffic.received(count);
            input.receive(bytes.flip());
        }
    }

    /** Takes what somebody has left of the bytes of the network who had to take them first. */
    void receive(ByteBuffer raw) {
        input.receive(raw);
    }

    /** Called by the loop once in a turn in which something was sent. */
    void flushNow() {
        guard(output::flush);
    }

    /** Ends our side, as all that waited has left. */
    void endOutput() throws IOException {
        if (input.hasEnded()) {
            ending.finish();
        } else {
            ending.linger();
            channel.shutdownOutput();
        }
    }

    /** Once nothing more comes and nothing more can be sent, there is no reason to keep the receiver waiting. */
    void tellClosed(String why) {
        if (!closedTold) {
            closedTold = true;
            Receiver last = receiver;
            execute(() -> last.closed(why));
        }
    }

    void updateInterest() {
        int wanted = (input.isWanted() ? OP_READ : 0) | (writer.isFull() ? OP_WRITE : 0);
        if (wanted != interest && !ending.isClosed()) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    private void ifNotClosed(Runnable task) {
        if (!ending.isClosed()) {
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
