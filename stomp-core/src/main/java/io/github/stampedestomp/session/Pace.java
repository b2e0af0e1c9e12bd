package io.github.stampedestomp.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so many steps through in a second, and as many at once as were not taken in the second before: a token bucket, kept as the
 * time at which it will be full again. Any thread may use it.
 */
final class Pace {
    private static final long SECOND = 1_000_000_000;

    private final long nanosPerStep;
    private final AtomicLong fullAt;

    Pace(int stepsPerSecond, long now) {
        this.nanosPerStep = SECOND / stepsPerSecond;
        this.fullAt = new AtomicLong(now);
    }

    /** Takes a step. {@return for how many nanoseconds to take no other, at most 0 if the next may follow at once} */
    long take(long now) {
        while (true) {
            long known = fullAt.get();
            long next = (known - now < 0 ? now : known) + nanosPerStep;
            if (fullAt.compareAndSet(known, next)) {
                return next - now - (SECOND - nanosPerStep);
            }
        }
    }
}
