package io.github.stampedestomp.faults;

import java.time.Duration;

/** What a {@link Witness} has seen. */
record Testimony(
        long sent, long lost, long doubled, long outOfOrder, Duration longestGap, Duration latencyOf99Percent) {
    /** {@return whether each message came once and in order} */
    boolean isFlawless() {
        return lost == 0 && doubled == 0 && outOfOrder == 0;
    }

    @Override
    public String toString() {
        return "%d sent, %d lost, %d doubled, %d out of order, longest gap %d ms, p99 %d ms"
                .formatted(sent, lost, doubled, outOfOrder, longestGap.toMillis(), latencyOf99Percent.toMillis());
    }
}
