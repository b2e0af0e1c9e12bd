package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.codec.Carrier;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.TcpConnection;
import io.github.stampedestomp.server.net.Timer;
import io.github.stampedestomp.session.Connection;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.StompSession;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.java_websocket.enums.Opcode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the STOMP session of one client over a WebSocket. */
final class WebSocketConnection implements Connection, Receiver, WebSocketEngine.Peer {
    private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int GOING_AWAY = 1001;
    private static final int INTERNAL_ERROR = 1011;
    private static final int REASON_BYTES = 123;
    /** While more than this waits, a client that pings again and again gets only the pong of its latest ping. */
    private static final int PONG_BYTES = 4 * 1024;

    private final TcpConnection tcp;
    private final Handshake handshake;
    private final WebSocketEngine engine;
    private final StompSession session;
    private final Timer timer;
    private final Runnable drain = this::drain;
    private WebSocketFraming framing = WebSocketFraming.TEXT;
    private @Nullable ByteBuffer unansweredPing;
    private boolean ended;

    WebSocketConnection(
            TcpConnection tcp,
            Handshake handshake,
            String subProtocol,
            int messageBytes,
            Function<Connection, StompSession> sessions) {
        this.tcp = tcp;
        this.handshake = handshake;
        this.engine = new WebSocketEngine(this, subProtocol, messageBytes);
        this.timer = tcp.timer(this::onTime);
        this.session = sessions.apply(this);
    }

    /** Answers the opening handshake. */
    void open(ByteBuffer request) {
        engine.receive(request);
    }

    // ---- what the session asks for ----

    @Override
    public Handshake handshake() {
        return handshake;
    }

    /** {@return the kind of message in which the client has sent its CONNECT} */
    @Override
    public Carrier carrier() {
        return framing;
    }

    @Override
    public void send(ByteBuffer wire) {
        tcp.send(wire);
    }

    @Override
    public long unsentBytes() {
        return tcp.unsentBytes();
    }

    @Override
    public long sentBytes() {
        return tcp.sentBytes();
    }

    @Override
    public void pauseReading() {
        tcp.pauseReading();
    }

    @Override
    public void resumeReading() {
        tcp.resumeReading();
    }

    @Override
    public void schedule(long nanoTime) {
        if (!ended) {
            timer.at(nanoTime);
        }
    }

    @Override
    public void wake() {
        tcp.execute(drain);
    }

    @Override
    public void execute(Runnable task) {
        tcp.execute(task);
    }

    @Override
    public void close(int code, String reason) {
        engine.close(code, shortened(reason));
    }

    // ---- what the network reports ----

    @Override
    public void receive(ByteBuffer bytes) {
        try {
            engine.receive(bytes);
        } catch (RuntimeException | Error e) {
            log.error("The WebSocket from {} failed", tcp.remoteAddress(), e);
            engine.close(INTERNAL_ERROR, "internal error");
        }
    }

    @Override
    public void writable() {
        if (unansweredPing != null) {
            pinged(unansweredPing);
        }
        drain();
    }

    @Override
    public void stop() {
        session.stop(GOING_AWAY, "the server stops");
    }

    @Override
    public void closed(String reason) {
        if (!ended) {
            ended = true;
            engine.disconnected();
            session.closed(reason);
        }
    }

    // ---- what the engine reports ----

    @Override
    public void receive(Opcode opcode, ByteBuffer piece) {
        if (!session.isConnected()) {
            framing = opcode == Opcode.BINARY ? WebSocketFraming.BINARY : WebSocketFraming.TEXT;
        }
        session.receive(piece);
    }

    @Override
    public void pinged(ByteBuffer payload) {
        boolean mayAnswer = unsentBytes() < PONG_BYTES;
        unansweredPing = mayAnswer ? null : payload;
        if (mayAnswer) {
            engine.pong(payload);
        }
    }

    /** The session learns it at once, though the network may still be busy, since nothing more can reach the client. */
    @Override
    public void ended(String reason) {
        ended = true;
        timer.cancel();
        tcp.closeAfterFlush(reason);
        tcp.execute(() -> session.closed(reason));
    }

    private void drain() {
        if (!ended) {
            session.drain();
        }
    }

    private void onTime() {
        session.onTime();
    }

    private static String shortened(String reason) {
        byte[] utf8 = reason.getBytes(UTF_8);
        if (utf8.length <= REASON_BYTES) {
            return reason;
        }
        int end = REASON_BYTES;
        while ((utf8[end] & 0xc0) == 0x80) {
            end--; // not in the middle of a character
        }
        return new String(utf8, 0, end, UTF_8);
    }
}
