package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final HandClock clock = new HandClock();
    private final Timers timers = new Timers(clock);
    private final List<String> run = new ArrayList<>();

    @Test
    void timersRunInTheOrderOfTheirTimes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int delay = random.nextInt(5000);
            delays.add(delay);
            timer(Integer.toString(delay)).in(Duration.ofMillis(delay));
        }
        IntStream.range(0, 5001).forEach(i -> advance(1));
        delays.sort(Comparator.naturalOrder());
        assertThat(run)
                .as("seed %d", seed)
                .containsExactlyElementsOf(delays.stream().map(String::valueOf).toList());
    }

    @Test
    void aTimerMovedToALaterTimeRunsOnceAndThen() {
        Timer timer = timer("moved");
        timer.in(Duration.ofMillis(10));
        timer.in(Duration.ofMillis(20));
        advance(19);
        assertThat(run).isEmpty();
        advance(1);
        advance(100);
        assertThat(run).containsExactly("moved");
    }

    @Test
    void aTimerMovedToAnEarlierTimeRunsOnceAndThen() {
        Timer timer = timer("moved");
        timer.in(Duration.ofMillis(20));
        timer.in(Duration.ofMillis(10));
        advance(10);
        advance(100);
        assertThat(run).containsExactly("moved");
    }

    @Test
    void aTimerOfATaskMayBeSetAgainByIt() {
        Timer[] self = new Timer[1];
        self[0] = new Timer(timers, () -> {
            run.add("again");
            self[0].in(Duration.ofMillis(10));
        });
        self[0].in(Duration.ofMillis(10));
        IntStream.range(0, 3).forEach(i -> advance(10));
        assertThat(run).hasSize(3);
    }

    @Test
    void cancelledTimersLeaveNothingBehind() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Timer> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Timer timer = timer("never");
            timer.in(Duration.ofMillis(random.nextInt(1000)));
            all.add(timer);
        }
        java.util.Collections.shuffle(all, random);
        all.forEach(Timer::cancel);
        all.forEach(Timer::cancel);
        assertThat(timers.size()).as("seed %d", seed).isZero();
        advance(2000);
        assertThat(run).isEmpty();
    }

    @Test
    void aTimerForNeverIsCancelled() {
        Timer timer = timer("never");
        timer.in(Duration.ofMillis(1));
        timer.at(Long.MAX_VALUE);
        assertThat(timers.nanosUntilNext()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theNextTimeIsKnown() {
        timer("later").in(Duration.ofMillis(7));
        timer("sooner").in(Duration.ofMillis(3));
        assertThat(timers.nanosUntilNext()).isEqualTo(3_000_000);
        clock.add(Duration.ofMillis(5));
        assertThat(timers.nanosUntilNext()).isZero();
    }

    private Timer timer(String name) {
        return new Timer(timers, () -> run.add(name));
    }

    private void advance(int millis) {
        clock.add(Duration.ofMillis(millis));
        for (Timer due = timers.pollDue(clock.getAsLong()); due != null; due = timers.pollDue(clock.getAsLong())) {
            due.run();
        }
    }
}
