package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long after the first of many clients one of them is told to go. */
class PaceTest {
    @ParameterizedTest(name = "of {0} clients in {1} ms, client {2} goes after {3} ms")
    @CsvSource({
        "1, 5000, 0, 0",
        "100, 5000, 99, 0",
        "101, 5000, 100, 10",
        "200, 5000, 150, 510",
        "200, 5000, 199, 1000",
        "600, 5000, 599, 5000",
        "10100, 5000, 100, 0.5",
        "10100, 5000, 5099, 2500",
        "10100, 5000, 10099, 5000",
        "10100, 0, 10099, 0",
    })
    void manyGoOneAfterTheOther(int clients, int millis, int client, double expectedMillis) {
        Pace pace = Pace.of(clients, Duration.ofMillis(millis));
        assertThat(pace.nanosUntil(client) / 1e6).isEqualTo(expectedMillis);
    }
}
