package io.github.stampedestomp.server.relay;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait between attempts: longer each time, and never as long as others do, so that servers do not come back together. */
final class BackOff {
    private static final int MOST_DOUBLINGS = 16;

    private final long firstMillis;
    private final long longestMillis;
    private int failures;

    BackOff(Duration first, Duration longest) {
        this.firstMillis = first.toMillis();
        this.longestMillis = longest.toMillis();
    }

    /** {@return how many attempts have failed since the last good one} */
    int failures() {
        return failures;
    }

    void failed() {
        failures++;
    }

    /** Begins anew with the shortest pause. */
    void failedForTheFirstTime() {
        failures = 1;
    }

    /** {@return half of the longest pause that is due, and up to as much again} */
    Duration pause() {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        long most = Math.min(firstMillis << doublings, longestMillis);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
