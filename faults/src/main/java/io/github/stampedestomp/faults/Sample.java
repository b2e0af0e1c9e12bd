package io.github.stampedestomp.faults;

import java.time.Duration;
import java.util.Locale;

/**
 * What a soak has seen since its last sample.
 *
 * @param at since when it has run
 * @param server what the server has in use
 * @param sentPerSecond how many messages were published
 * @param deliveredPerSecond how many messages have reached subscribers
 */
record Sample(
        Duration at,
        Standing server,
        double sentPerSecond,
        double deliveredPerSecond,
        Duration latencyOf99Percent,
        Duration longestLatency,
        long lost,
        long doubled,
        long outOfOrder,
        long reconnects,
        long cuts,
        long unexpectedEnds) {
    static final String HEAD =
            "seconds,heap_mib,descriptors,threads,connections,sent_per_s,delivered_per_s,p99_ms,max_ms,"
                    + "lost,doubled,out_of_order,reconnects,cuts,unexpected_ends";
    private static final double MEBI = 1 << 20;
    private static final double NANOS_PER_MILLI = 1e6;

    Sample with(Standing standing) {
        return new Sample(
                at,
                standing,
                sentPerSecond,
                deliveredPerSecond,
                latencyOf99Percent,
                longestLatency,
                lost,
                doubled,
                outOfOrder,
                reconnects,
                cuts,
                unexpectedEnds);
    }

    double heapMebibytes() {
        return server.heapBytes() / MEBI;
    }

    double milliseconds() {
        return latencyOf99Percent.toNanos() / NANOS_PER_MILLI;
    }

    /** {@return whether every message came once and in order, and nobody was cut off without a reason} */
    boolean isFlawless() {
        return lost == 0 && doubled == 0 && outOfOrder == 0 && unexpectedEnds == 0;
    }

    /** {@return a line of the table} */
    String line() {
        return String.format(
                Locale.ROOT,
                "%d,%.2f,%d,%d,%d,%.0f,%.0f,%.1f,%.1f,%d,%d,%d,%d,%d,%d",
                at.toSeconds(),
                heapMebibytes(),
                server.descriptors(),
                server.threads(),
                server.connections(),
                sentPerSecond,
                deliveredPerSecond,
                milliseconds(),
                longestLatency.toNanos() / NANOS_PER_MILLI,
                lost,
                doubled,
                outOfOrder,
                reconnects,
                cuts,
                unexpectedEnds);
    }
}
