package io.github.stampedestomp.server;

import java.time.Duration;

/**
 * When each of many clients is told to go: the first hundred at once, the others one after the other.
 *
 * @param nanosBetween how much later each of the others goes than the one before
 */
record Pace(long nanosBetween) {
    private static final int AT_ONCE = 100;
    /** More time than this no client needs for itself: a hundred in a second may come back. */
    private static final long MOST_NANOS_BETWEEN = Duration.ofMillis(10).toNanos();

    /** {@return the pace at which so many clients have gone when the time is over, or earlier if they are few} */
    static Pace of(int clients, Duration time) {
        int others = Math.max(1, clients - AT_ONCE);
        return new Pace(Math.min(MOST_NANOS_BETWEEN, time.toNanos() / others));
    }

    /** {@return how long after the first a client goes, which are counted from 0} */
    long nanosUntil(int client) {
        return Math.max(0, client - AT_ONCE + 1) * nanosBetween;
    }
}
