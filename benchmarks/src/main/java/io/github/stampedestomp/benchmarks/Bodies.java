package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The bodies of one size that are sent, each with a number, and how they are found in what a server sends, whatever stands around
 * them: a mark that stands nowhere else, digits, and letters up to the length of a body.
 */
final class Bodies {
    private static final byte MARK = '#';
    private static final int DIGITS = 15;
    private static final byte[] PLAIN_END = {0};
    private static final byte[] JSON_END = "\\u0000".getBytes(US_ASCII);

    private final int size;

    Bodies(int size) {
        if (size <= 1 + DIGITS) {
            throw new IllegalArgumentException("size must not be " + size);
        }
        this.size = size;
    }

    /** {@return how many bytes each has} */
    int size() {
        return size;
    }

    /** Writes the body with a number into an array. */
    void write(long number, byte[] into, int at) {
        into[at] = MARK;
        long left = number;
        for (int i = DIGITS; i > 0; i--) {
            into[at + i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        Arrays.fill(into, at + 1 + DIGITS, at + size, (byte) 'x');
    }

    /**
     * Finds the bodies that are followed by the end of a frame.
     *
     * @param numbers takes the numbers of the bodies, in their order
     * @return where the first body begins that is not complete yet, or {@code to}
     */
    int find(byte[] bytes, int from, int to, LongConsumer numbers) {
        int at = markFrom(bytes, from, to);
        while (at + size < to) {
            int end = at + size;
            byte[] expected = bytes[end] == JSON_END[0] ? JSON_END : PLAIN_END;
            if (to - end < expected.length) {
                return at;
            }
            if (isNumbered(bytes, at)) {
                requireEnd(bytes, end, expected);
                numbers.accept(number(bytes, at));
                at = end;
            } else {
                at++; // a byte of a length that looks like a mark
            }
            at = markFrom(bytes, at, to);
        }
        return at;
    }

    private static int markFrom(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != MARK) {
            at++;
        }
        return at;
    }

    private static boolean isNumbered(byte[] bytes, int at) {
        byte first = bytes[at + 1];
        return first >= '0' && first <= '9';
    }

    private static void requireEnd(byte[] bytes, int at, byte[] expected) {
        if (!Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length)) {
            throw new IllegalStateException("a body is not followed by the end of its frame");
        }
    }

    private static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = 1; i <= DIGITS; i++) {
            number = 10 * number + bytes[at + i] - '0';
        }
        return number;
    }
}
