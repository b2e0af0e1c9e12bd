package io.github.stampedestomp.codec;

import java.util.Arrays;

/** Bytes that arrive in pieces. Room grows with what has arrived, never with what was announced. */
final class GrowingBytes {
    private static final byte[] NONE = {};

    private byte[] array = NONE;
    private int length;

    /** {@return the bytes, of which the first {@link #length} count} */
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    void append(byte[] bytes, int from, int to) {
        append(bytes, from, to, Integer.MAX_VALUE);
    }

    /**
     * Appends the bytes of a range.
     *
     * @param most how many there will be in all at most, so that no more room is made than for these
     */
    void append(byte[] bytes, int from, int to, int most) {
        int added = to - from;
        if (length == 0 && array.length < added) {
            array = Arrays.copyOfRange(bytes, from, to);
        } else {
            if (array.length - length < added) {
                array = Arrays.copyOf(array, Math.max(length + added, Math.min(2 * length, most)));
            }
            System.arraycopy(bytes, from, array, length, added);
        }
        length += added;
    }

    /** Forgets the bytes but keeps their room for the next ones. */
    void clear() {
        length = 0;
    }

    /** {@return the bytes in an array of their exact length, which is forgotten here} */
    byte[] take() {
        byte[] taken = length == array.length ? array : Arrays.copyOf(array, length);
        array = NONE;
        length = 0;
        return taken;
    }
}
