package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.TcpConnection;
import io.github.stampedestomp.server.net.Timer;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.java_websocket.enums.Opcode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket. It belongs to the thread of its connection; only {@link #unsentBytes}, {@link #sentBytes} and
 * {@link #execute} may be called by any thread.
 */
public final class WebSocketConnection {
    private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int INTERNAL_ERROR = 1011;
    private static final int REASON_BYTES = 123;
    /** While more than this waits, a client that pings again and again gets only the pong of its latest ping. */
    private static final int PONG_BYTES = 4 * 1024;

    private final TcpConnection tcp;
    private final WebSocketEngine engine;
    private final WebSocketListener listener;
    private @Nullable ByteBuffer unansweredPing;
    private boolean ended;

    WebSocketConnection(
            TcpConnection tcp,
            MessageLimits limits,
            Function<WebSocketConnection, ? extends WebSocketListener> listeners) {
        this.tcp = tcp;
        this.engine = new WebSocketEngine(new EnginePeer(), limits);
        this.listener = listeners.apply(this);
    }

    /**
     * Answers the opening handshake.
     *
     * @param subProtocol the sub-protocol of the answer, or "" for none
     * @return what takes the bytes of the network from here on
     */
    Receiver open(ByteBuffer request, String subProtocol) {
        engine.open(request, subProtocol);
        listener.opened();
        return new Network();
    }

    /** {@return whether the last bytes were sent, or the network is gone} */
    public boolean hasEnded() {
        return ended;
    }

    /** Sends whole frames, ready for the wire. After the end they are dropped. */
    public void send(ByteBuffer frames) {
        tcp.send(frames);
    }

    /** {@return how many bytes were given to {@link #send} that the network has not taken yet} */
    public long unsentBytes() {
        return tcp.unsentBytes();
    }

    /** {@return how many bytes the network has taken} */
    public long sentBytes() {
        return tcp.sentBytes();
    }

    /** Stops reading from the client until {@link #resumeReading}. */
    public void pauseReading() {
        tcp.pauseReading();
    }

    /** Reads from the client again. */
    public void resumeReading() {
        tcp.resumeReading();
    }

    /** {@return a timer of this connection's thread, even if the connection is closed by then; whoever asked has to cancel it} */
    public Timer timer(Runnable task) {
        return tcp.lastingTimer(task);
    }

    /** {@return the time of the clock that this connection's timers go by} */
    public long nanoTime() {
        return tcp.nanoTime();
    }

    /** Runs a task soon, on this connection's thread, even if the connection is closed by then. */
    public void execute(Runnable task) {
        tcp.execute(task);
    }

    /** {@return what runs a task soon, on this connection's thread, as often as any thread runs it} */
    public Runnable executing(Runnable task) {
        return tcp.executing(task);
    }

    /**
     * Closes the connection after everything given to {@link #send} has left. Further calls do nothing.
     *
     * @param code the close code of RFC 6455, chapter 7.4
     * @param reason a short sentence for the peer, cut after 123 bytes of UTF-8
     */
    public void close(int code, String reason) {
        engine.close(code, shortened(reason));
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

    /** Hears what the network reports. */
    private final class Network implements Receiver {
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
                answer(unansweredPing);
            }
            if (!ended) {
                listener.writable();
            }
        }

        @Override
        public void stop() {
            if (!ended) {
                listener.stop();
            }
        }

        @Override
        public void closed(String reason) {
            if (!ended) {
                ended = true;
                engine.disconnected();
                listener.closed(reason);
            }
        }
    }

    /** Hears what the engine reports. */
    private final class EnginePeer implements WebSocketEngine.Peer {
        @Override
        public void receive(Opcode opcode, ByteBuffer piece, boolean last) {
            listener.receive(opcode == Opcode.TEXT, piece, last);
        }

        @Override
        public void send(ByteBuffer wire) {
            tcp.send(wire);
        }

        @Override
        public void pinged(ByteBuffer payload) {
            answer(payload);
        }

        @Override
        public void limitReached(Limit limit) {
            listener.limitReached(limit);
        }

        /** The listener learns it at once, though the network may still be busy, since nothing more can reach the client. */
        @Override
        public void ended(String reason) {
            ended = true;
            tcp.closeAfterFlush(reason);
            tcp.execute(() -> listener.closed(reason));
        }
    }

    private void answer(ByteBuffer ping) {
        boolean mayAnswer = unsentBytes() < PONG_BYTES;
        unansweredPing = mayAnswer ? null : ping;
        if (mayAnswer) {
            engine.pong(ping);
        }
    }
}
