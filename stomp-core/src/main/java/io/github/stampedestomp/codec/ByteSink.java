package io.github.stampedestomp.codec;

import java.nio.ByteBuffer;

/** Takes the frames of a connection, ready for the wire, in their order. */
@FunctionalInterface
public interface ByteSink {
    /**
     * Takes the bytes of one whole frame to send. Never blocks.
     *
     * @param wire the bytes between position and limit; others may be sending the same buffer, so neither its bytes nor
     *     its position may be changed
     */
    void send(ByteBuffer wire);

    /** Takes one whole frame in two parts, as {@link #send(ByteBuffer)} takes one in a single part. */
    default void send(ByteBuffer first, ByteBuffer rest) {
        send(first);
        send(rest);
    }
}
