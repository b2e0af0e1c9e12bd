package io.github.stampedestomp.server.relay;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait between attempts: longer each time, and never as long as others do, so that servers do not come back together. */
final class BackOff {
    private static final int MOST_DOUBLINGS = 16;

    private final long firstMillis;
    private final long longestMillis;
    private int failures;
    private int turn;

    BackOff(Duration first, Duration longest) {
        this.firstMillis = first.toMillis();
        this.longestMillis = longest.toMillis();
    }

    /** {@return how many attempts have failed since all was well} */
    int failures() {
        return failures;
    }

    /** {@return whose turn it is: one more at each failure, so that each of several addresses has its turn} */
    int turn() {
        return turn;
    }

    void failed() {
        failures++;
        turn++;
    }

    /** Has failed after all was well: the pauses begin anew. */
    void failedForTheFirstTime() {
        failures = 1;
        turn++;
    }

    /** Waits no longer than at first, as there is hope again. */
    void hope() {
        failures = 1;
    }

    /** {@return half of the longest pause that is due, and up to as much again} */
    Duration pause() {
        int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
        long most = Math.min(firstMillis << doublings, longestMillis);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
