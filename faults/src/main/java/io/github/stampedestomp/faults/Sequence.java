package io.github.stampedestomp.faults;

import java.util.Set;
import java.util.TreeSet;

/** The numbers that one subscriber has got of one publisher, from the first it has got. */
final class Sequence {
    /** What a number turns out to be. */
    enum Finding {
        RIGHT,
        DOUBLED,
        OUT_OF_ORDER
    }

    private final Set<Long> missing = new TreeSet<>();
    private long last;

    Sequence(long first) {
        last = first;
    }

    Finding take(long number) {
        if (number > last) {
            for (long skipped = last + 1; skipped < number; skipped++) {
                missing.add(skipped);
            }
            last = number;
            return Finding.RIGHT;
        }
        return missing.remove(number) ? Finding.OUT_OF_ORDER : Finding.DOUBLED;
    }

    /** {@return how many numbers up to the last that was sent have never come} */
    long lost(long sent) {
        return missing.size() + Math.max(0, sent - last);
    }

    /** {@return how many numbers have been passed over} */
    long lost() {
        return missing.size();
    }
}
