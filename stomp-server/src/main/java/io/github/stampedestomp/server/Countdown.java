package io.github.stampedestomp.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Time that runs out, and waits that end with it. May be used by any thread. */
final class Countdown {
    private final long end;

    private Countdown(long end) {
        this.end = end;
    }

    static Countdown of(Duration time) {
        return new Countdown(System.nanoTime() + time.toNanos());
    }

    /** {@return how much time is left: zero, once it is over} */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** {@return the time from now until so much is left} */
    Countdown until(Duration left) {
        return new Countdown(end - left.toNanos());
    }

    /** {@return the first half of the time that is left} */
    Countdown half() {
        return until(left().dividedBy(2));
    }

    /** Waits for something to be done, as long as there is time. {@return whether it is done} */
    boolean await(CompletableFuture<?> done) {
        if (!done.isDone()) {
            done.copy()
                    .completeOnTimeout(null, left().toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        }
        return done.isDone();
    }
}
