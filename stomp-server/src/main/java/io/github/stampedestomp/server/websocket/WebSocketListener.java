package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.frame.Limit;
import java.nio.ByteBuffer;

/** Takes what a {@link WebSocketConnection} reports, on the connection's thread. */
public interface WebSocketListener {
    /** Learns that the opening handshake was answered. */
    default void opened() {}

    /**
     * Takes some bytes of a message.
     *
     * @param text whether the message is a text, and not binary
     * @param piece the bytes, in a buffer that is used again; may be empty
     * @param last whether the message ends with them
     */
    void receive(boolean text, ByteBuffer piece, boolean last);

    /** Learns that the client has exceeded a limit; the connection ends next. */
    default void limitReached(Limit limit) {}

    /** Learns that the network has taken bytes, so that there may be room for more. */
    void writable();

    /** Asked to close the connection in good order, because the server stops. */
    void stop();

    /** Learns that the connection is gone, or that its last bytes were sent. Called exactly once, last. */
    void closed(String reason);
}
