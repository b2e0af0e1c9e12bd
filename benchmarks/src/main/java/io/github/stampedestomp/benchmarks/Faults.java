package io.github.stampedestomp.benchmarks;

import java.util.Locale;

/** How many deliveries of one server were not as they should be. */
final class Faults {
    long lost;
    long doubled;
    long outOfOrder;

    /** Counts those of others too. */
    void add(Faults others) {
        lost += others.lost;
        doubled += others.doubled;
        outOfOrder += others.outOfOrder;
    }

    boolean areNone() {
        return lost == 0 && doubled == 0 && outOfOrder == 0;
    }

    @Override
    public String toString() {
        return areNone()
                ? "none"
                : String.format(Locale.ROOT, "%d lost, %d doubled, %d out of order", lost, doubled, outOfOrder);
    }
}
