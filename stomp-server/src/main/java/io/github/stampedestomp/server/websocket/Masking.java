package io.github.stampedestomp.server.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Takes the mask off the bytes of a client, RFC 6455, chapter 5.3. */
final class Masking {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Masking() {}

    /**
     * Unmasks a range of bytes in place.
     *
     * @param mask the mask, whose first byte belongs to the first byte of the range
     * @return the mask for the bytes that follow
     */
    static int unmask(byte[] bytes, int from, int to, int mask) {
        long twice = ((long) mask << Integer.SIZE) | (mask & 0xffff_ffffL);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            LONGS.set(bytes, at, (long) LONGS.get(bytes, at) ^ twice);
        }
        int left = mask;
        for (; at < to; at++) {
            bytes[at] ^= (byte) (left >>> (Integer.SIZE - Byte.SIZE));
            left = Integer.rotateLeft(left, Byte.SIZE);
        }
        return left;
    }
}
