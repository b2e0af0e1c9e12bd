package io.github.stampedestomp.server.websocket;

import java.util.List;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.exceptions.InvalidHandshakeException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.HandshakeBuilder;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.protocols.Protocol;

/** The library's RFC 6455 for one connection, with our name in the answer to the opening handshake. It reads no frames. */
final class AnsweringDraft extends Draft_6455 {
    /**
     * Prepares the draft of one connection.
     *
     * @param subProtocol the sub-protocol of the answer, or "" for none
     */
    AnsweringDraft(String subProtocol) {
        super(List.of(), List.of(new Protocol(subProtocol)));
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
