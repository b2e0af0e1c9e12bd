package io.github.stampedestomp.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for the NUL that ends a body, eight bytes at a time. */
final class NulSearch {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private NulSearch() {}

    /** {@return where the first NUL of a range stands, or the end of the range if there is none} */
    static int indexOf(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= Long.BYTES && !holdsNul((long) EIGHT_BYTES.get(bytes, at))) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    /** Only a zero borrows from its highest bit, or a byte above one that is zero does. */
    private static boolean holdsNul(long eight) {
        return (eight - LOW_BITS & ~eight & HIGH_BITS) != 0;
    }
}
