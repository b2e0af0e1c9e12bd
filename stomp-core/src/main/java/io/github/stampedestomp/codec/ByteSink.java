package io.github.stampedestomp.codec;

import java.nio.ByteBuffer;

/** Takes the bytes of a connection, ready for the wire, in their order. */
@FunctionalInterface
public interface ByteSink {
    /**
     * Takes bytes to send. Never blocks.
     *
     * @param wire the bytes between position and limit; others may be sending the same buffer, so neither its bytes nor
     *     its position may be changed
     */
    void send(ByteBuffer wire);
}
