package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.server.metrics.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How long something took, sorted by bounds that never change, so that to measure is two additions. */
final class Histogram implements Series {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double[] bounds;
    private final long[] boundsNanos;
    private final List<LongAdder> counts;
    private final LongAdder sumNanos = new LongAdder();

    /** Begins to measure, sorting by bounds in seconds that grow. */
    Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.boundsNanos = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            boundsNanos[i] = Math.round(bounds[i] * NANOS_PER_SECOND);
        }
        this.counts = Stream.generate(LongAdder::new).limit(bounds.length + 1L).toList();
    }

    void add(long nanos) {
        int i = 0;
        while (i < boundsNanos.length && nanos > boundsNanos[i]) {
            i++;
        }
        counts.get(i).increment();
        sumNanos.add(nanos);
    }

    @Override
    public Map<String, String> labels() {
        return Map.of();
    }

    @Override
    public double value() {
        return sumNanos.sum() / NANOS_PER_SECOND;
    }

    @Override
    public List<Bucket> buckets() {
        List<Bucket> buckets = new ArrayList<>(counts.size());
        long count = 0;
        for (int i = 0; i < counts.size(); i++) {
            count += counts.get(i).sum();
            buckets.add(new Bucket(i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY, count));
        }
        return buckets;
    }
}
