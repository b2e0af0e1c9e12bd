package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.metrics.Metric;
import io.github.stampedestomp.server.metrics.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} has a line for each metric, and none for what does not exist. */
class MetricsTableTest {
    private static final Path TABLE =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs/metrics.md");

    private final List<Metric> metrics =
            StompServer.builder().broker(Relay.to("stomp://localhost")).build().metrics();

    @Test
    void everyMetricStandsInTheTableWithItsTypeAndItsLabels() throws IOException {
        List<String> lines = Files.readAllLines(TABLE).stream()
                .filter(line -> line.matches("\\| `stampede_[a-z_]+` .*"))
                .map(line -> line.substring(0, line.lastIndexOf(" | ")))
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(20)
                .containsExactlyElementsOf(
                        metrics.stream().map(MetricsTableTest::line).toList());
    }

    @Test
    void namesFollowTheConventionsOfPrometheus() {
        assertThat(metrics).allSatisfy(metric -> {
            assertThat(metric.name()).matches("stampede_[a-z_]+");
            assertThat(metric.name().endsWith("_total")).isEqualTo(metric.type() == Metric.Type.COUNTER);
            assertThat(metric.help()).endsWith(".");
        });
    }

    private static String line(Metric metric) {
        String labels = metric.series().stream()
                .map(Series::labels)
                .flatMap(each -> each.keySet().stream())
                .distinct()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", "));
        return "| `%s` | %s | %s"
                .formatted(
                        metric.name(), metric.type().name().toLowerCase(Locale.ROOT), labels.isEmpty() ? "–" : labels);
    }
}
