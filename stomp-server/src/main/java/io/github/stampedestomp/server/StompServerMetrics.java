package io.github.stampedestomp.server;

import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.metrics.Series;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the metrics of a server known to a registry of Micrometer, under its kind of names: {@code stampede.frames.received.total} for
 * {@code stampede_frames_received_total}. Of a histogram it gets how many there were and how long they took together.
 *
 * <pre>{@code
 * new StompServerMetrics(server).bindTo(registry);
 * }</pre>
 *
 * <p>This class alone needs {@code io.micrometer:micrometer-core}, which the server does not bring with it.
 */
@SuppressWarnings("exports") // whoever uses this class has Micrometer, and requires it
public final class StompServerMetrics implements MeterBinder {
    private final List<Metric> metrics;

    /** Prepares to make the metrics of a server known, which need not be started yet. */
    public StompServerMetrics(StompServer server) {
        metrics = server.metrics();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Metric metric : metrics) {
            metric.series().forEach(series -> bind(metric, series, registry));
        }
    }

    private static void bind(Metric metric, Series series, MeterRegistry registry) {
        Tags tags = Tags.of(series.labels().entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList());
        switch (metric.type()) {
            case COUNTER ->
                FunctionCounter.builder(name(metric), series, Series::value)
                        .description(metric.help())
                        .tags(tags)
                        .register(registry);
            case GAUGE ->
                Gauge.builder(name(metric), series, Series::value)
                        .description(metric.help())
                        .tags(tags)
                        .strongReference(true)
                        .register(registry);
            case HISTOGRAM ->
                FunctionTimer.builder(name(metric), series, StompServerMetrics::count, Series::value, TimeUnit.SECONDS)
                        .description(metric.help())
                        .tags(tags)
                        .register(registry);
            default -> throw new IllegalStateException("unknown type " + metric.type());
        }
    }

    /** In which unit times are told is for the registry to say. */
    private static String name(Metric metric) {
        return metric.name().replaceFirst("_seconds$", "").replace('_', '.');
    }

    private static long count(Series series) {
        List<Series.Bucket> buckets = series.buckets();
        return buckets.get(buckets.size() - 1).count();
    }
}
