package io.github.stampedestomp.server.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whether a loop still turns: it owes an answer from when it is asked until it comes to it. Any thread may use it, and none
 * waits; a loop that hangs is given no second question.
 */
final class Pulse {
    private static final long NOTHING = 0;

    private final EventLoop loop;
    private final AtomicLong owesSince = new AtomicLong(NOTHING);

    Pulse(EventLoop loop) {
        this.loop = loop;
    }

    void ask() {
        long now = loop.nanoTime() | 1; // never the value that means nothing
        if (owesSince.compareAndSet(NOTHING, now)) {
            loop.execute(() -> owesSince.set(NOTHING));
        }
    }

    /** {@return whether the loop has owed an answer for longer than a time} */
    boolean isSilentFor(Duration time) {
        long since = owesSince.get();
        return since != NOTHING && loop.nanoTime() - since > time.toNanos();
    }
}
