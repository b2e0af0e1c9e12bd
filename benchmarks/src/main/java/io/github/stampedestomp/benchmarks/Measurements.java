package io.github.stampedestomp.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the rounds have shown, as a table. */
final class Measurements {
    /** What one round has cost the server, for each delivery, and how long it took. */
    record Cost(double cpuNanos, double allocatedBytes, double seconds) {}

    private static final String HEAD = """
            | subscribers | rounds | CPU per delivery, median (min–max) | ratio | allocated per delivery | seconds per round |
            | --- | --- | --- | --- | --- | --- |
            """;

    private final Map<Transport, List<Cost>> rounds = new EnumMap<>(Transport.class);

    void add(Transport transport, Cost cost) {
        rounds.computeIfAbsent(transport, first -> new ArrayList<>()).add(cost);
    }

    /** {@return a line for each transport; the ratio is that of its median to the one of plain WebSocket} */
    String table() {
        StringBuilder table = new StringBuilder(HEAD);
        rounds.forEach((transport, all) -> table.append(line(transport, all)).append('\n'));
        return table.toString();
    }

    private String line(Transport transport, List<Cost> all) {
        double[] cpu = sorted(all, Cost::cpuNanos);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f ns (%.0f–%.0f) | %.2f | %.0f B | %.1f |",
                transport.title(),
                all.size(),
                median(cpu),
                cpu[0],
                cpu[cpu.length - 1],
                median(cpu) / median(sorted(rounds.getOrDefault(Transport.WEBSOCKET, all), Cost::cpuNanos)),
                median(sorted(all, Cost::allocatedBytes)),
                median(sorted(all, Cost::seconds)));
    }

    private static double[] sorted(List<Cost> all, ToDoubleFunction<Cost> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
