package io.github.stampedestomp.faults;

import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.metrics.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a server has counted up to a moment. */
final class Counted {
    private static final String SEPARATOR = "\t";

    private final Map<String, Double> values;

    private Counted(Map<String, Double> values) {
        this.values = values;
    }

    static Counted parse(String line) {
        Map<String, Double> values = new HashMap<>();
        for (String series : line.split(SEPARATOR, -1)) {
            int end = series.lastIndexOf(' ');
            values.put(series.substring(0, end), Double.valueOf(series.substring(end + 1)));
        }
        return new Counted(values);
    }

    /** {@return what {@link #parse} understands} */
    static String line(List<Metric> metrics) {
        return metrics.stream()
                .flatMap(metric -> metric.series().stream().map(series -> text(metric.name(), series)))
                .collect(Collectors.joining(SEPARATOR));
    }

    private static String text(String name, Series series) {
        String labels = series.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
        return name + "{" + labels + "} " + series.value();
    }

    /** {@return how many connections are open} */
    double connections() {
        return value("connections", "");
    }

    /** {@return how many messages clients have sent that were carried out} */
    double sent() {
        return value("frames_received_total", "command=SEND");
    }

    /** {@return how often a limit was reached} */
    double reached(String limit) {
        return value("limit_reached_total", "limit=" + limit);
    }

    /** {@return how many clients were cut off as they did not keep up} */
    double slowReaders() {
        return value("slow_readers_total", "limit=sendBufferBytes") + value("slow_readers_total", "limit=sendTimeout");
    }

    /** {@return how many messages a policy for slow readers has dropped} */
    double dropped(String policy) {
        return value("messages_dropped_total", "policy=" + policy);
    }

    /** {@return how many connections were turned away by a limit} */
    double turnedAway(String limit) {
        return value("connections_refused_total", "limit=" + limit);
    }

    /** {@return what is counted of the way to the external broker} */
    double relay(String name) {
        return value("relay_" + name, "");
    }

    private double value(String name, String labels) {
        String series = "stampede_" + name + "{" + labels + "}";
        Double value = values.get(series);
        if (value == null) {
            throw new IllegalArgumentException("the server does not count " + series);
        }
        return value;
    }
}
