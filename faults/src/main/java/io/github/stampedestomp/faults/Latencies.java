package io.github.stampedestomp.faults;

import java.time.Duration;
import java.util.Arrays;

/** Counts durations in classes that are an eighth apart, so that any share of them can be told. */
final class Latencies {
    private static final int PARTS_BITS = 3;
    private static final int PARTS = 1 << PARTS_BITS;

    private final long[] counts = new long[Long.SIZE * PARTS];
    private long total;
    private long longest;

    void add(long nanos) {
        counts[index(Math.max(PARTS, nanos))]++;
        total++;
        longest = Math.max(longest, nanos);
    }

    private static int index(long nanos) {
        int bits = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int part = (int) (nanos >> (bits - PARTS_BITS)) & (PARTS - 1);
        return bits * PARTS + part;
    }

    /** {@return what so great a share does not exceed} */
    Duration of(double share) {
        long wanted = (long) Math.ceil(total * share);
        long passed = 0;
        for (int i = 0; i < counts.length; i++) {
            passed += counts[i];
            if (passed >= wanted && passed > 0) {
                return Duration.ofNanos(Math.min(longest, upperEnd(i)));
            }
        }
        return Duration.ZERO;
    }

    private static long upperEnd(int index) {
        return (long) (PARTS + index % PARTS + 1) << (index / PARTS - PARTS_BITS);
    }

    Duration longest() {
        return Duration.ofNanos(longest);
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
        longest = 0;
    }
}
