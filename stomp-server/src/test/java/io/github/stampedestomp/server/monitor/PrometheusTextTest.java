package io.github.stampedestomp.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.metrics.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics in the text format of Prometheus, version 0.0.4. */
class PrometheusTextTest {
    private record Fixed(Map<String, String> labels, double value) implements Series {}

    @Test
    void aCounterIsALineForEachOfItsSeries() {
        List<Fixed> series = List.of(new Fixed(Map.of("command", "SEND"), 3), new Fixed(Map.of("command", "ACK"), 0));
        assertThat(text(Metric.Type.COUNTER, "Frames.", series)).isEqualTo("""
                        # HELP a Frames.
                        # TYPE a counter
                        a{command="SEND"} 3
                        a{command="ACK"} 0
                        """);
    }

    @Test
    void labelsKeepTheirOrder() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("z", "1");
        labels.put("b", "2");
        assertThat(text(Metric.Type.GAUGE, "", List.of(new Fixed(labels, 1)))).endsWith("a{z=\"1\",b=\"2\"} 1\n");
    }

    @Test
    void backslashesLineBreaksAndQuotesAreEscaped() {
        Fixed series = new Fixed(Map.of("label", "a\\b\n\"c\""), 1);
        assertThat(text(Metric.Type.GAUGE, "a\\b\n\"c\"", List.of(series)))
                .isEqualTo("# HELP a a\\\\b\\n\"c\"\n# TYPE a gauge\na{label=\"a\\\\b\\n\\\"c\\\"\"} 1\n");
    }

    @Test
    void aHistogramHasCumulativeBucketsItsSumAndItsCount() {
        Histogram histogram = new Histogram(0.5, 1, 10);
        histogram.add(500_000_000);
        histogram.add(500_000_001);
        histogram.add(20_000_000_000L);
        assertThat(text(Metric.Type.HISTOGRAM, "Time.", List.of(histogram))).isEqualTo("""
                        # HELP a Time.
                        # TYPE a histogram
                        a_bucket{le="0.5"} 1
                        a_bucket{le="1"} 2
                        a_bucket{le="10"} 2
                        a_bucket{le="+Inf"} 3
                        a_sum 21.000000001
                        a_count 3
                        """);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-3, -3", "9007199254740991, 9007199254740991", "0.1, 0.1", "1e300, 1.0E300", "NaN, NaN"})
    void wholeNumbersHaveNoPoint(double value, String written) {
        assertThat(text(Metric.Type.GAUGE, "", List.of(new Fixed(Map.of(), value))))
                .endsWith("\na " + written + "\n");
    }

    private static String text(Metric.Type type, String help, List<? extends Series> series) {
        return PrometheusText.of(List.of(new Metric("a", help, type, series)));
    }
}
