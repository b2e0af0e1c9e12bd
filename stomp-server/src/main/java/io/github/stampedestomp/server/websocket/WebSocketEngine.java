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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's state machine of RFC 6455, which is the library's: it answers the opening handshake, knows when the
 * connection is open, and keeps to the closing handshake. It never sees a socket; its bytes come and go through here.
 */
final class WebSocketEngine {
    private static final Logger log = LoggerFactory.getLogger(WebSocketEngine.class);

    private final Peer peer;
    private final WebSocketImpl webSocket;

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
     * @param subProtocol the sub-protocol of the answer, or "" for none
     * @param limits how much a message may hold
     */
    WebSocketEngine(Peer peer, String subProtocol, MessageLimits limits) {
        this.peer = peer;
        this.webSocket = new WebSocketImpl(new Listener(), List.of(new StrictDraft(peer, subProtocol, limits)));
    }

    /** Takes bytes of the client, at first those of a request that was checked already. */
    void receive(ByteBuffer bytes) {
        webSocket.decode(bytes);
    }

    void pong(ByteBuffer payload) {
        PongFrame pong = new PongFrame();
        pong.setPayload(payload);
        if (webSocket.isOpen()) {
            webSocket.sendFrame(pong);
        }
    }

    void close(int code, String reason) {
        webSocket.close(code, reason);
    }

    /** Takes note that the network is gone. */
    void disconnected() {
        webSocket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "", true);
    }

    private void flush() {
        for (ByteBuffer wire = webSocket.outQueue.poll(); wire != null; wire = webSocket.outQueue.poll()) {
            peer.send(wire);
        }
    }

    /** Hears what the library tells; most of it is of no interest here. */
    private final class Listener extends WebSocketAdapter {
        @Override
        public void onWriteDemand(WebSocket source) {
            flush();
        }

        @Override
        public void onWebsocketPing(WebSocket source, Framedata frame) {
            peer.pinged(frame.getPayloadData());
        }

        @Override
        public void onWebsocketClosing(WebSocket source, int code, String reason, boolean remote) {
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
