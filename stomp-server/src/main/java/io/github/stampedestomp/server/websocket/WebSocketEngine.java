package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.frame.Limit;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PongFrame;
import org.java_websocket.handshake.Handshakedata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's part of RFC 6455. Frames are read by our {@link FrameReader}. The library's state machine answers the
 * opening handshake and, from the first ping or close frame on, sends control frames and keeps to the closing handshake. In
 * between it would have nothing to do but take room, so it is made anew when it is needed. It never sees a socket; its bytes
 * come and go through here.
 */
final class WebSocketEngine {
    private static final Logger log = LoggerFactory.getLogger(WebSocketEngine.class);

    private final Peer peer;
    private final FrameReader reader;
    /** In the state that a connection is in behind its opening handshake, or beyond; null before it is needed. */
    private @Nullable WebSocketImpl machine;

    private boolean isOver;

    /** What an engine is connected to. */
    interface Peer {
        /** Takes some bytes of a text or binary message; with the last of them it is complete. */
        void receive(Opcode opcode, ByteBuffer piece, boolean last);

        /** Takes bytes of the engine for the network. */
        void send(ByteBuffer wire);

        /** Learns of a ping, which wants a {@link WebSocketEngine#pong} some time. */
        void pinged(ByteBuffer payload);

        /** Learns that the client has exceeded a limit. */
        void limitReached(Limit limit);

        /** Learns that the engine has sent its last bytes. */
        void ended(String reason);
    }

    /**
     * Prepares a connection.
     *
     * @param limits how much a message may hold
     */
    WebSocketEngine(Peer peer, MessageLimits limits) {
        this.peer = peer;
        this.reader = new FrameReader(limits, new Frames());
    }

    /**
     * Answers the opening handshake.
     *
     * @param request a request that was checked already
     * @param subProtocol the sub-protocol of the answer, or "" for none
     */
    void open(ByteBuffer request, String subProtocol) {
        flush(opened(request, subProtocol));
    }

    private WebSocketImpl opened(ByteBuffer request, String subProtocol) {
        WebSocketImpl made = new WebSocketImpl(new Listener(), List.of(new AnsweringDraft(subProtocol)));
        made.decode(request);
        return made;
    }

    /** The machine, whose answer to a handshake the client has got long ago. */
    private WebSocketImpl machine() {
        WebSocketImpl known = machine;
        if (known == null) {
            known = opened(OpeningHandshake.anyRequest(), "");
            known.outQueue.clear();
            machine = known;
        }
        return known;
    }

    /** Takes bytes of the client, behind its request. */
    void receive(ByteBuffer bytes) {
        reader.read(bytes);
    }

    void pong(ByteBuffer payload) {
        if (!isOver) {
            PongFrame pong = new PongFrame();
            pong.setPayload(payload);
            machine().sendFrame(pong);
        }
    }

    void close(int code, String reason) {
        if (!isOver) {
            machine().close(code, reason);
        }
    }

    /** Takes note that the network is gone. */
    void disconnected() {
        isOver = true;
    }

    private void flush(WebSocketImpl source) {
        for (ByteBuffer wire = source.outQueue.poll(); wire != null; wire = source.outQueue.poll()) {
            peer.send(wire);
        }
    }

    /** Hears what the client has sent. Nothing counts after the end. */
    private final class Frames implements FrameReader.Sink {
        @Override
        public void piece(Opcode opcode, ByteBuffer piece, boolean last) {
            if (!isOver) {
                peer.receive(opcode, piece, last);
            }
        }

        @Override
        public void control(Framedata frame) {
            if (isOver) {
                return;
            }
            if (frame.getOpcode() == Opcode.PING) {
                peer.pinged(frame.getPayloadData());
            } else if (frame instanceof CloseFrame close) {
                machine().close(close.getCloseCode(), close.getMessage(), true);
            }
        }

        @Override
        public void broken(WebSocketFault fault) {
            if (!isOver) {
                fault.limit().ifPresent(peer::limitReached);
                close(fault.code(), fault.sentence());
            }
        }
    }

    /** Hears what the library tells; most of it is of no interest here. */
    private final class Listener extends WebSocketAdapter {
        @Override
        public void onWriteDemand(WebSocket source) {
            if (source == machine) {
                flush(machine);
            }
        }

        @Override
        public void onWebsocketClosing(WebSocket source, int code, String reason, boolean remote) {
            isOver = true;
            peer.ended((remote ? "closed by the client with code " : "closed with code ") + code);
        }

        @Override
        public void onWebsocketError(WebSocket source, Exception error) {
            log.warn("The WebSocket library reports: {}", error.toString());
        }

        @Override
        public void onWebsocketMessage(WebSocket source, String message) {
            throw new IllegalStateException("messages do not come this way");
        }

        @Override
        public void onWebsocketMessage(WebSocket source, ByteBuffer message) {
            throw new IllegalStateException("messages do not come this way");
        }

        @Override
        public void onWebsocketOpen(WebSocket source, Handshakedata handshake) {}

        @Override
        public void onWebsocketClose(WebSocket source, int code, String reason, boolean remote) {}

        @Override
        public void onWebsocketCloseInitiated(WebSocket source, int code, String reason) {}

        @Override
        public InetSocketAddress getLocalSocketAddress(WebSocket source) {
            throw new UnsupportedOperationException("the engine knows no socket");
        }

        @Override
        public InetSocketAddress getRemoteSocketAddress(WebSocket source) {
            throw new UnsupportedOperationException("the engine knows no socket");
        }
    }
}
