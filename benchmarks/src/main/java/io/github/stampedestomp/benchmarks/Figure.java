package io.github.stampedestomp.benchmarks;

import java.util.Locale;

/** A figure that a round gives of a server, in the order of the columns. */
enum Figure {
    CONNECTIONS_PER_SECOND("connections/s", Best.MORE, 1, "%,.0f", ""),
    CPU_PER_CONNECTION("CPU per connection", Best.UNSAID, 1e-3, "%,.0f", " µs"),
    HEAP_PER_CONNECTION("live heap of each", Best.UNSAID, 1. / 1024, "%,.1f", " KiB"),
    RESIDENT_PER_CONNECTION("resident of each beside the heap", Best.UNSAID, 1. / 1024, "%,.1f", " KiB"),
    DELIVERIES_PER_SECOND("deliveries/s", Best.MORE, 1, "%,.0f", ""),
    CPU_PER_DELIVERY("CPU per delivery", Best.LESS, 1e-3, "%,.2f", " µs"),
    BROKER_CPU_PER_DELIVERY("RabbitMQ's CPU per delivery", Best.LESS, 1e-3, "%,.2f", " µs"),
    HANDED_OVER_PER_DELIVERY("RabbitMQ's messages per delivery", Best.UNSAID, 1, "%,.4f", ""),
    BROKER_CONNECTIONS("connections to RabbitMQ", Best.UNSAID, 1, "%,.0f", ""),
    BROKER_QUEUES("queues", Best.UNSAID, 1, "%,.0f", ""),
    TIME_TO_ALL("until a message has reached all", Best.UNSAID, 1e-6, "%,.0f", " ms"),
    MEDIAN_LATENCY("p50", Best.UNSAID, 1e-6, "%,.2f", " ms"),
    HIGH_LATENCY("p99", Best.UNSAID, 1e-6, "%,.2f", " ms"),
    LONGEST_GAP("longest gap", Best.UNSAID, 1e-6, "%,.0f", " ms"),
    HEAP_GAINED("heap gained", Best.UNSAID, 1. / (1 << 20), "%,.1f", " MiB"),
    ALLOCATED_PER_DELIVERY("allocated per delivery", Best.UNSAID, 1, "%,.0f", " B");

    /** Which of two figures is better; servers are compared by those that say it. */
    enum Best {
        MORE,
        LESS,
        UNSAID
    }

    private final String title;
    private final Best best;
    private final double scale;
    private final String number;
    private final String unit;

    Figure(String title, Best best, double scale, String number, String unit) {
        this.title = title;
        this.best = best;
        this.scale = scale;
        this.number = number;
        this.unit = unit;
    }

    String title() {
        return title;
    }

    /** {@return its title for a scale whose numbers have no unit} */
    String titleWithUnit() {
        return unit.isEmpty() ? title : title + " in" + unit;
    }

    /** {@return whether servers are compared by it} */
    boolean isCompared() {
        return best != Best.UNSAID;
    }

    /** {@return how many times better ours is than theirs} */
    double ratio(double ours, double theirs) {
        return best == Best.MORE ? ours / theirs : theirs / ours;
    }

    /** {@return a value in the unit that it is told in} */
    double scaled(double value) {
        return value * scale;
    }

    /** {@return a value in words} */
    String text(double value) {
        return number(value) + unit;
    }

    /** {@return a value without its unit} */
    String number(double value) {
        return String.format(Locale.ROOT, number, scaled(value));
    }
}
