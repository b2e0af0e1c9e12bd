package io.github.stampedestomp.server.websocket;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;

/** The library's RFC 6455 for one connection, with our {@link FrameReader} in place of its own. */
final class StrictDraft extends Draft_6455 {
    private final WebSocketEngine.Peer peer;
    private final FrameReader reader;

    /**
     * Prepares the draft of one connection.
     *
     * @param subProtocol the sub-protocol of the answer, or "" for none
     * @param limits how much a message may hold
     */
    StrictDraft(WebSocketEngine.Peer peer, String subProtocol, MessageLimits limits) {
        super(List.of(), List.of(new Protocol(subProtocol)), limits.bytes());
        this.peer = peer;
        this.reader = new FrameReader(limits);
    }

    /** The library copies a draft for each connection; this one has only one. */
    @Override
    public Draft copyInstance() {
        return this;
    }

    @Override
    public HandshakeBuilder postProcessHandshakeResponseAsServer(
            ClientHandshake request, ServerHandshakeBuilder response) throws InvalidHandshakeException {
        HandshakeBuilder answer = super.postProcessHandshakeResponseAsServer(request, response);
        response.setHttpStatusMessage("Switching Protocols");
        answer.put("Server", "Stampede");
        return answer;
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer bytes) {
        return reader.read(bytes);
    }

    @Override
    public void processFrame(WebSocketImpl webSocket, Framedata frame) throws InvalidDataException {
        if (!webSocket.isOpen()) {
            return; // nothing counts after the end
        }
        if (frame instanceof MessagePiece piece) {
            peer.receive(piece.getOpcode(), piece.getPayloadData(), piece.isLast());
        } else if (frame instanceof BrokenFrame broken) {
            broken.fault().limit().ifPresent(peer::limitReached);
            webSocket.close(broken.fault().code(), broken.fault().sentence());
        } else {
            super.processFrame(webSocket, frame);
        }
    }

    /** A draft is equal to itself alone, as it belongs to one connection. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
