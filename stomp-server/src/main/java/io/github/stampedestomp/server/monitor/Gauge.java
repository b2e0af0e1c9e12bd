package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.server.metrics.Series;
import java.util.Map;
import java.util.function.LongSupplier;

/** A number that others keep, and that is asked for when somebody wants to know it. */
record Gauge(LongSupplier source) implements Series {
    @Override
    public Map<String, String> labels() {
        return Map.of();
    }

    @Override
    public double value() {
        return source.getAsLong();
    }
}
