package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.server.metrics.Series;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A number that many threads add to, each in a place of its own, so that none waits for another. */
final class Count implements Series {
    private final LongAdder count = new LongAdder();
    private final Map<String, String> labels;

    Count() {
        this(Map.of());
    }

    Count(Map<String, String> labels) {
        this.labels = labels;
    }

    void increment() {
        count.increment();
    }

    void add(long more) {
        count.add(more);
    }

    @Override
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public double value() {
        return count.sum();
    }
}
