package io.github.stampedestomp.server.net;

import java.nio.ByteBuffer;

/**
 * Takes what a {@link TcpConnection} reports, on the connection's loop. Whatever it throws ends its connection, and no
 * other.
 */
public interface Receiver {
    /**
     * Takes the next bytes of the peer, all of them.
     *
     * @param bytes a buffer on the heap with the array offset 0; the receiver may change its bytes, but must not keep it
     */
    void receive(ByteBuffer bytes);

    /** Learns that the network has taken bytes, so that there may be room for more. */
    void writable();

    /** Asked to end the connection in good order, because the server stops. */
    void stop();

    /**
     * Learns that the connection is gone. Called exactly once, last, and never from inside another method of this
     * receiver.
     */
    void closed(String reason);
}
