package io.github.stampedestomp.server.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Says when something may be told again that clients could make happen too often. Any thread may ask. */
final class Seldom {
    private final LongSupplier clock;
    private final long pause;
    private final AtomicLong due;

    Seldom(LongSupplier clock, Duration pause) {
        this.clock = clock;
        this.pause = pause.toNanos();
        this.due = new AtomicLong(clock.getAsLong());
    }

    /** {@return whether it may be told now, after which it may not for a while} */
    boolean isDue() {
        long now = clock.getAsLong();
        long next = due.get();
        return now - next >= 0 && due.compareAndSet(next, now + pause);
    }
}
