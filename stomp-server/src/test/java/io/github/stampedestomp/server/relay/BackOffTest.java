package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private final BackOff backOff = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private void fails(int times) {
        for (int i = 0; i < times; i++) {
            backOff.failed();
        }
    }

    @Test
    void pausesDoubleUpToABoundAndHalfOfThemIsChance() {
        fails(1);
        assertThat(backOff.pause()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        fails(1);
        assertThat(backOff.pause()).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        fails(100);
        assertThat(backOff.pause()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void pausesBeginAnewAfterAGoodConnectionAndWhenThereIsHope() {
        fails(10);
        backOff.hope();
        assertThat(backOff.pause()).isLessThanOrEqualTo(Duration.ofMillis(200));
        fails(10);
        backOff.failedForTheFirstTime();
        assertThat(backOff.pause()).isLessThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void eachFailureIsTheTurnOfTheNext() {
        fails(1);
        backOff.hope();
        fails(1);
        backOff.failedForTheFirstTime();
        assertThat(backOff.turn()).isEqualTo(3);
    }
}
