package io.github.stampedestomp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Comparison comparison = new Comparison();

    @Test
    void tableTellsMediansAndWhatOursAreToTheirs() {
        Faults faults = new Faults();
        faults.lost = 2;
        for (int i = 1; i <= 3; i++) {
            comparison.add(Peer.STAMPEDE, round(1000 * i, 500 * i), new Faults());
            comparison.add(Peer.VERTX, round(500 * i, 4000 * i), faults);
        }
        assertThat(comparison.table()).isEqualTo("""
                | server | deliveries/s, median (min–max) | deliveries/s to ours | CPU per delivery, median (min–max) \
                | CPU per delivery to ours | faults |
                | --- | --- | --- | --- | --- | --- |
                | Stampede | 2,000 (1,000–3,000) | 1 : 1.0 | 1.00 µs (0.50–1.50) | 1 : 1.0 | none |
                | Vert.x STOMP | 1,000 (500–1,500) | 1 : 2.0 | 8.00 µs (4.00–12.00) | 1 : 8.0 \
                | 2 lost, 0 doubled, 0 out of order |
                """);
    }

    @Test
    void nothingIsComparedWithoutOurs() {
        comparison.add(Peer.FLOOR, round(10, 20), new Faults());
        assertThat(comparison.table()).contains("| 10 (10–10) | – | 0.02 µs (0.02–0.02) | – | none |");
    }

    @Test
    void othersAreComparedToTheFirstOfOurs() {
        comparison.add(Peer.SPRING_RELAY, round(10, 40), new Faults());
        comparison.add(Peer.RELAY_UNKEPT, round(10, 10), new Faults());
        comparison.add(Peer.RELAY, round(10, 20), new Faults());
        assertThat(comparison.table())
                .contains("| 0.02 µs (0.02–0.02) | 1 : 1.0 | none |")
                .contains("| 0.01 µs (0.01–0.01) | 1 : 0.5 | none |")
                .contains("| 0.04 µs (0.04–0.04) | 1 : 2.0 | none |");
    }

    @Test
    void figureThatOneServerLacksIsADash() {
        comparison.add(Peer.STAMPEDE, round(10, 20), new Faults());
        comparison.add(Peer.FLOOR, new Round().put(Figure.DELIVERIES_PER_SECOND, 0), new Faults());
        assertThat(comparison.table()).contains("| 0 (0–0) | – | – | – | none |");
    }

    private static Round round(double rate, double cpuNanos) {
        return new Round().put(Figure.DELIVERIES_PER_SECOND, rate).put(Figure.CPU_PER_DELIVERY, cpuNanos);
    }
}
