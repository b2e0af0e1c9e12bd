package io.github.stampedestomp.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsBenchmarkTest {
    private final TopicsBenchmark benchmark = new TopicsBenchmark();

    @Test
    void eachMessageFindsItsSubscriberAndTwoPatterns() {
        benchmark.destinations = 1000;
        benchmark.patterns = 100;
        benchmark.subscribe();
        for (int i = 1; i <= 2000; i++) {
            assertThat(benchmark.find()).isNotNull();
            assertThat(benchmark.deliveries).isEqualTo(3L * i);
        }
    }
}
