package io.github.stampedestomp.server.metrics;

import java.util.List;
import java.util.Map;

/** The values of a metric for one set of labels. */
public interface Series {
    /** {@return the labels, in their order; none if the metric has a single series} */
    Map<String, String> labels();

    /** {@return the value at this moment; of a histogram, the sum of all that was measured} */
    double value();

    /**
     * {@return how often a value up to a bound was measured, for growing bounds} The last bound is infinite, so that its count is
     * that of all. Empty if this is no histogram.
     */
    default List<Bucket> buckets() {
        return List.of();
    }

    /**
     * How often a value of a histogram was at most so large.
     *
     * @param bound the largest value counted
     * @param count how many there were, those of smaller bounds included
     */
    record Bucket(double bound, long count) {}
}
