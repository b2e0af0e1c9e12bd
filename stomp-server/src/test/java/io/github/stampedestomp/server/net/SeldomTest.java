package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeldomTest {
    private final HandClock clock = new HandClock();
    private final Seldom seldom = new Seldom(clock, Duration.ofSeconds(1));

    @Test
    void somethingIsDueOnceInAWhile() {
        for (int i = 0; i < 3; i++) {
            assertThat(seldom.isDue()).isTrue();
            assertThat(seldom.isDue()).isFalse();
            clock.add(Duration.ofMillis(999));
            assertThat(seldom.isDue()).isFalse();
            clock.add(Duration.ofMillis(1));
        }
    }
}
