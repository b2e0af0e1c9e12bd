package io.github.stampedestomp.server.metrics;

import java.util.List;

/**
 * What a server counts or measures under one name. Its series are read at the moment when they are asked; that takes no lock, so
 * any thread may ask, as often as it likes.
 *
 * @param name by the conventions of Prometheus, with the unit, and {@code _total} if it only grows
 * @param help what it is, in a sentence
 * @param type what its values mean
 * @param series its values, one for each set of labels; there are always the same
 */
public record Metric(String name, String help, Type type, List<? extends Series> series) {
    /** What the values of a metric mean. */
    public enum Type {
        /** How many there were since the server was built. */
        COUNTER,
        /** How many there are. */
        GAUGE,
        /** How large each was; see {@link Series#buckets}. */
        HISTOGRAM
    }
}
