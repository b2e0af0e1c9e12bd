package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.metrics.Series;
import io.github.stampedestomp.server.net.RawClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A client that keeps the server waiting for a request. */
class SilentClientTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void whoAsksForNothingHasReachedTheLimitOfRequests() {
        assertThat(reachedBy(limits -> limits.requestHeadTimeout(SHORT), "")).isEqualTo(1);
    }

    @Test
    void whoHasAskedMayRestAfterwards() {
        assertThat(reachedBy(limits -> limits.idleTimeout(SHORT), "GET /no HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .isZero();
    }

    private static double reachedBy(Consumer<Limits> limits, String request) {
        try (StompServer server = StompServer.builder()
                .port(0)
                .rules(OpenRules::allow)
                .limits(limits)
                .build()) {
            server.start();
            try (RawClient client = RawClient.to(server.port())) {
                client.send(request);
                client.readToEnd();
            }
            return server.metrics().stream()
                    .filter(metric -> metric.name().equals("stampede_limit_reached_total"))
                    .flatMap(metric -> metric.series().stream())
                    .mapToDouble(Series::value)
                    .sum();
        }
    }
}
