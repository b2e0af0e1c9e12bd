package io.github.stampedestomp.session;

import java.time.Duration;
import java.time.Instant;

/** When a sign-in ends. Once it is set, jumps of the wall's clock change nothing. */
final class Expiry {
    /** A century; what lasts longer lasts for ever. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private long at;
    private boolean isSet;

    void set(Instant until, long now) {
        Duration left = Duration.between(Instant.now(), until);
        isSet = left.compareTo(LONGEST) < 0;
        at = isSet ? now + (left.isNegative() ? 0 : left.toNanos()) : 0;
    }

    boolean isOver(long now) {
        return isSet && now - at >= 0; // the clock may overflow
    }

    long dueIn(long now) {
        return isSet ? at - now : Long.MAX_VALUE;
    }
}
