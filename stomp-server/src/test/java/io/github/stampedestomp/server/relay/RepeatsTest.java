package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatsTest {
    private final Repeats repeats = new Repeats();

    @Test
    void eachNumberIsNewOnce() {
        for (long number = 1; number <= 20_000; number += 3) {
            assertThat(repeats.isNew(number)).isTrue();
            assertThat(repeats.isNew(number)).isFalse();
        }
        for (long number = 1; number <= 20_000; number += 3) {
            assertThat(repeats.isNew(number)).isFalse();
        }
    }

    @Test
    void whatComesLateAndHadNotComeIsNew() {
        assertThat(repeats.isNew(10)).isTrue();
        assertThat(repeats.isNew(30)).isTrue();
        assertThat(repeats.isNew(20)).isTrue();
        assertThat(repeats.isNew(20)).isFalse();
        assertThat(repeats.isNew(5)).isTrue();
        assertThat(repeats.isNew(10)).isFalse();
        assertThat(repeats.isNew(31)).isTrue();
    }

    @Test
    void whatIsTooOldToTellCountsAsHad() {
        for (long number = 1000; number < 6000; number++) {
            repeats.isNew(number);
        }
        assertThat(repeats.isNew(500)).isFalse();
        assertThat(repeats.isNew(1500)).isFalse();
        assertThat(repeats.isNew(5999)).isFalse();
        assertThat(repeats.isNew(6000)).isTrue();
    }
}
