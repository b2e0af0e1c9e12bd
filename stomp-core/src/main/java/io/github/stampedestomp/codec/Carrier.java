package io.github.stampedestomp.codec;

import java.nio.ByteBuffer;

/**
 * How a kind of connection wraps a frame for the wire: a WebSocket puts its own header in front, SockJS quotes the
 * text. A frame comes in two parts: a start that may differ between subscribers and a rest that they share.
 *
 * <p>A carrier is a pure function: it has no state, may be used by any thread, and is the same object for all
 * connections of its kind, so that what was wrapped for one of them serves the others.
 */
public interface Carrier {
    /**
     * {@return the wire's bytes up to those of {@link #rest}}
     *
     * @param start the first bytes of the frame, never empty
     * @param wireRest what {@link #rest} has made of the other bytes of the frame
     * @param text whether the whole frame is valid UTF-8
     */
    ByteBuffer first(ByteBuffer start, ByteBuffer wireRest, boolean text);

    /** {@return the wire's bytes for the rest of a frame, to be sent right behind those of {@link #first}} */
    ByteBuffer rest(ByteBuffer rest);
}
