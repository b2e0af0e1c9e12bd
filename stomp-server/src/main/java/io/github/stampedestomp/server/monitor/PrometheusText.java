package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.metrics.Series;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Metrics as Prometheus reads them, in version 0.0.4 of its text format. */
final class PrometheusText {
    static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final double LARGEST_EXACT = 1L << 53;

    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {}

    static String of(List<Metric> metrics) {
        PrometheusText all = new PrometheusText();
        metrics.forEach(all::add);
        return all.text.toString();
    }

    private void add(Metric metric) {
        String type = metric.type().name().toLowerCase(Locale.ROOT);
        text.append("# HELP ")
                .append(metric.name())
                .append(' ')
                .append(escaped(metric.help()))
                .append('\n');
        text.append("# TYPE ").append(metric.name()).append(' ').append(type).append('\n');
        for (Series series : metric.series()) {
            if (metric.type() == Metric.Type.HISTOGRAM) {
                addBuckets(metric.name(), series);
            } else {
                addLine(metric.name(), series.labels(), "", series.value());
            }
        }
    }

    private void addBuckets(String name, Series series) {
        double sum = series.value();
        long count = 0;
        for (Series.Bucket bucket : series.buckets()) {
            count = bucket.count(); // that of the last is that of all
            addLine(name + "_bucket", series.labels(), "le=\"" + number(bucket.bound()) + '"', (double) count);
        }
        addLine(name + "_sum", series.labels(), "", sum);
        addLine(name + "_count", series.labels(), "", (double) count);
    }

    private void addLine(String name, Map<String, String> labels, String lastLabel, double value) {
        StringBuilder all = new StringBuilder();
        labels.forEach((label, labelled) -> all.append(all.length() == 0 ? "" : ",")
                .append(label)
                .append("=\"")
                .append(escaped(labelled).replace("\"", "\\\""))
                .append('"'));
        all.append(all.length() == 0 || lastLabel.isEmpty() ? "" : ",").append(lastLabel);
        text.append(name);
        if (all.length() > 0) {
            text.append('{').append(all).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    private static String escaped(String raw) {
        return raw.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }
}
