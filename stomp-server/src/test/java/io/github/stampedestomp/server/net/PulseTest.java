package io.github.stampedestomp.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether loops that hang are found, by a clock that is moved by hand. */
class PulseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunningLoops running = new RunningLoops();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        running.close();
    }

    @Test
    void loopsThatTurnAreNeverSilent() {
        for (int i = 0; i < 3; i++) {
            assertThat(running.loops.silentFor(PATIENCE)).isEmpty();
            running.turn();
            running.clock.add(Duration.ofSeconds(6));
        }
    }

    @Test
    void aLoopThatHangsIsNamedOnceThePatienceIsOver() {
        EventLoop hanging = hang();
        assertThat(running.loops.silentFor(PATIENCE)).isEmpty();
        running.clock.add(PATIENCE);
        assertThat(running.loops.silentFor(PATIENCE)).isEmpty();
        awaitOther();
        running.clock.add(Duration.ofSeconds(1));
        assertThat(running.loops.silentFor(PATIENCE)).containsExactly(hanging.name());
    }

    @Test
    void aLoopThatTurnsAgainIsForgiven() {
        hang();
        running.loops.silentFor(PATIENCE);
        running.clock.add(Duration.ofSeconds(6));
        assertThat(running.loops.silentFor(PATIENCE)).isNotEmpty();
        release.countDown();
        running.turn();
        assertThat(running.loops.silentFor(PATIENCE)).isEmpty();
    }

    @Test
    void aLoopThatWasNotAskedOwesNothing() {
        hang();
        running.clock.add(Duration.ofDays(1));
        assertThat(running.loops.silentFor(PATIENCE)).isEmpty();
    }

    private EventLoop hang() {
        EventLoop loop = running.loops.next();
        CountDownLatch hangs = new CountDownLatch(1);
        loop.execute(() -> {
            hangs.countDown();
            RunningLoops.await(release);
        });
        RunningLoops.await(hangs);
        return loop;
    }

    /** Waits until the loop that does not hang has answered. */
    private void awaitOther() {
        CountDownLatch answered = new CountDownLatch(1);
        running.loops.next().execute(answered::countDown);
        RunningLoops.await(answered);
    }
}
