package io.github.stampedestomp.benchmarks;

import java.util.HashSet;
import java.util.Set;

/** Checks that what a subscriber gets is numbered 1, 2, 3 and so on, and counts what is lost, doubled or out of order. */
final class DeliveryOrder {
    private final Set<Long> missing = new HashSet<>();
    private final Faults faults;
    private long last;

    /**
     * Starts before the first delivery.
     *
     * @param faults where faults are counted
     */
    DeliveryOrder(Faults faults) {
        this.faults = faults;
    }

    /** Takes note of a delivery. */
    void accept(long number) {
        if (number == last + 1) {
            last = number;
        } else {
            acceptUnexpected(number);
        }
    }

    private void acceptUnexpected(long number) {
        if (number > last) {
            for (long between = last + 1; between < number; between++) {
                missing.add(between);
            }
            last = number;
        } else if (missing.remove(number)) {
            faults.outOfOrder++;
        } else {
            faults.doubled++;
        }
    }

    /** Takes note that no more is to come, of so many that were sent. */
    void end(long sent) {
        faults.lost += missing.size() + sent - last;
        missing.clear();
        last = sent;
    }
}
