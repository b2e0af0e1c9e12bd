package io.github.stampedestomp.server.relay;

import java.util.Arrays;

/**
 * The messages of one server that one feed has had lately. Numbers rise; what has a higher one than all before is new. What has a
 * lower one was sent or handed over again, and is new only if it had not come before, as a broker may change the order then.
 *
 * <p>Belongs to the thread of the loop.
 */
final class Repeats {
    /** More than a broker may hand over, or a server send, without having been told that it has arrived. */
    private static final int MOST = 4096;

    private static final int FIRST_ROOM = 8;

    /** The numbers that have come last, in a ring. */
    private long[] numbers = new long[FIRST_ROOM];

    private int length;
    private int next;
    private long highest = Long.MIN_VALUE;
    /** Whatever is not above this is too old to tell, and counts as had. */
    private long forgotten = Long.MIN_VALUE;

    /** {@return whether a message has not come before} It has by now. */
    boolean isNew(long number) {
        if (number <= highest && (number <= forgotten || hasHad(number))) {
            return false;
        }
        highest = Math.max(highest, number);
        remember(number);
        return true;
    }

    private boolean hasHad(long number) {
        for (int i = 0; i < length; i++) {
            if (numbers[i] == number) {
                return true;
            }
        }
        return false;
    }

    private void remember(long number) {
        if (length == numbers.length && length < MOST) {
            numbers = Arrays.copyOf(numbers, 2 * length);
            next = length;
        }
        if (length == MOST) {
            forgotten = Math.max(forgotten, numbers[next]);
        } else {
            length++;
        }
        numbers[next] = number;
        next = (next + 1) % numbers.length;
    }
}
