package io.github.stampedestomp.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds of one load have shown of all servers, as a table. */
final class Comparison {
    /** What one round has shown. */
    record Round(double deliveriesPerSecond, double cpuNanos, double allocatedBytes) {}

    private static final String HEAD = """
            | server | deliveries/s, median (min–max) | CPU per delivery, median (min–max) | deliveries/s to ours | CPU to ours \
            | allocated per delivery | faults |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private final Map<Peer, List<Round>> rounds = new EnumMap<>(Peer.class);
    private final Map<Peer, Faults> faults = new EnumMap<>(Peer.class);

    void add(Peer peer, Round round, Faults found) {
        rounds.computeIfAbsent(peer, first -> new ArrayList<>()).add(round);
        faults.put(peer, found);
    }

    /** {@return a line for each server; ratios are those of medians, ours to theirs} */
    String table() {
        StringBuilder table = new StringBuilder(HEAD);
        rounds.forEach((peer, all) -> table.append(line(peer, all)).append('\n'));
        return table.toString();
    }

    private String line(Peer peer, List<Round> all) {
        double[] rate = sorted(all, Round::deliveriesPerSecond);
        double[] cpu = sorted(all, Round::cpuNanos);
        List<Round> ours = rounds.getOrDefault(Peer.STAMPEDE, all);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f (%,.0f–%,.0f) | %.2f µs (%.2f–%.2f) | 1 : %.1f | 1 : %.1f | %,.0f B | %s |",
                peer.title(),
                median(rate),
                rate[0],
                rate[rate.length - 1],
                median(cpu) / 1000,
                cpu[0] / 1000,
                cpu[cpu.length - 1] / 1000,
                median(sorted(ours, Round::deliveriesPerSecond)) / median(rate),
                median(cpu) / median(sorted(ours, Round::cpuNanos)),
                median(sorted(all, Round::allocatedBytes)),
                faults.getOrDefault(peer, new Faults()));
    }

    private static double[] sorted(List<Round> all, ToDoubleFunction<Round> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
