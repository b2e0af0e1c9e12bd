package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatsTest {
    private final Repeats repeats = new Repeats();

    private boolean isNew(long number) {
        return repeats.isNew(number, false);
    }

    private boolean isNewAgain(long number) {
        return repeats.isNew(number, true);
    }

    private void take(long first, long last) {
        for (long number = first; number <= last; number++) {
            assertThat(isNew(number)).isTrue();
        }
    }

    @Test
    void eachNumberIsNewOnce() {
        for (long number = 1; number <= 20_000; number += 3) {
            assertThat(isNew(number)).isTrue();
            assertThat(isNew(number)).isFalse();
        }
        for (long number = 1; number <= 20_000; number += 3) {
            assertThat(isNewAgain(number)).isFalse();
        }
    }

    @Test
    void whatComesLateAndHadNotComeIsNew() {
        assertThat(isNew(10)).isTrue();
        assertThat(isNew(30)).isTrue();
        assertThat(isNew(20)).isTrue();
        assertThat(isNew(20)).isFalse();
        assertThat(isNew(5)).isTrue();
        assertThat(isNew(10)).isFalse();
        assertThat(isNew(31)).isTrue();
    }

    @Test
    void whatIsTooOldToTellCountsAsHad() {
        take(1000, 5999);
        assertThat(isNew(500)).isFalse();
        assertThat(isNew(1500)).isFalse();
        assertThat(isNew(5999)).isFalse();
        assertThat(isNew(6000)).isTrue();
    }

    @Test
    void whatWasHandedOverIntoTheVoidIsNewHoweverMuchHasComeByTheNextConnectionMeanwhile() {
        take(1, 100);
        repeats.lost();
        take(201, 10_000);
        for (long number = 101; number <= 200; number++) {
            assertThat(isNewAgain(number)).isTrue();
            assertThat(isNewAgain(number)).isFalse();
        }
        assertThat(isNewAgain(100)).isFalse();
        assertThat(isNewAgain(1)).isFalse();
        assertThat(isNew(10_001)).isTrue();
    }

    @Test
    void whatCameBeforeTheConnectionWasLostIsKnownAfterwards() {
        take(1, 100);
        repeats.lost();
        repeats.lost();
        take(101, 110);
        repeats.lost();
        for (long number = 1; number <= 110; number++) {
            assertThat(isNewAgain(number)).isFalse();
        }
        take(111, 120);
    }

    @Test
    void whatNobodySendsAnyMoreIsForgottenInTime() {
        take(1, 1000);
        repeats.age(10);
        take(1001, 1020);
        repeats.age(10);
        assertThat(isNew(500)).isFalse(); // too old to tell
        assertThat(isNew(1001)).isFalse();
        repeats.age(10);
        assertThat(isNew(1011)).isFalse();
        assertThat(isNew(1005)).isFalse(); // too old to tell
        take(1021, 1030);
    }

    @Test
    void whatCameBeforeTheLastLossIsKnownWhenMuchTimeHasPassedToo() {
        take(1, 50);
        repeats.lost();
        take(51, 60);
        repeats.age(100);
        repeats.age(100);
        repeats.age(100);
        for (long number = 1; number <= 60; number++) {
            assertThat(isNewAgain(number)).isFalse();
        }
        take(61, 70);
    }

    @Test
    void aNumberThatSomebodyHasMadeUpSilencesNobody() {
        take(1, 10);
        assertThat(isNew(Long.MAX_VALUE)).isTrue();
        take(11, 10_000);
        assertThat(isNew(10_000)).isFalse();
    }
}
