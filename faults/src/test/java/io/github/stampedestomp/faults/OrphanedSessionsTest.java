package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Sessions of SockJS whose clients never ask again. */
@Tag("fault")
class OrphanedSessionsTest {
    private static final Duration GONE = Duration.ofSeconds(12);
    private static final int FEW = 20;

    @Test
    @ResourceLock("processor")
    void orphanedSessionsAreGoneInTwelveSecondsAndAreSmall() throws Exception {
        int size = Amounts.of(2000, 500);
        try (ServerProcess server = ServerProcess.start("disconnectDelay=5000");
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(size + " orphaned sessions of SockJS", server, () -> orphan(swarm, FEW))) {
            orphan(swarm, size);
            long start = System.nanoTime();
            trial.sample();

            trial.awaitAsBefore();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GONE);
            trial.assertEndured();
            assertThat(trial.grownMebibytes()).isLessThan(16);
        }
    }

    /** Opens sessions by a poll, and leaves. */
    private static void orphan(Swarm swarm, int size) {
        Crowd crowd =
                new Crowd(swarm, size, link -> link.send(Wire.post("/sockjs/000/" + UUID.randomUUID() + "/xhr", "")));
        crowd.awaitAnswered(size, Duration.ofSeconds(30));
        crowd.each(Link::close);
    }
}
