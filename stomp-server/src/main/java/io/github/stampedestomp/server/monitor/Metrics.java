package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.metrics.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** All metrics of one server, in the order in which they are documented; each is named together with what keeps it. */
final class Metrics {
    private final List<Metric> metrics = new ArrayList<>();

    Count counter(String name, String help) {
        Count count = new Count();
        add(name, help, Metric.Type.COUNTER, List.of(count));
        return count;
    }

    <E extends Enum<E>> Counts<E> counters(String name, String help, Counts<E> counts) {
        add(name, help, Metric.Type.COUNTER, counts.series());
        return counts;
    }

    Count gauge(String name, String help) {
        Count count = new Count();
        add(name, help, Metric.Type.GAUGE, List.of(count));
        return count;
    }

    void gauge(String name, String help, LongSupplier source) {
        add(name, help, Metric.Type.GAUGE, List.of(new Gauge(source)));
    }

    Histogram histogram(String name, String help, double... bounds) {
        Histogram histogram = new Histogram(bounds);
        add(name, help, Metric.Type.HISTOGRAM, List.of(histogram));
        return histogram;
    }

    private void add(String name, String help, Metric.Type type, List<? extends Series> series) {
        metrics.add(new Metric("stampede_" + name, help, type, series));
    }

    List<Metric> all() {
        return List.copyOf(metrics);
    }
}
