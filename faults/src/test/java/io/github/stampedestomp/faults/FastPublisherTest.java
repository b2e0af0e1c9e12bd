package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One publisher that is faster than its subscribers. */
@Tag("fault")
class FastPublisherTest {
    private static final String TOPIC = "/topic/blast";
    private static final int MESSAGE_BYTES = 1024;
    private static final int MESSAGES_IN_A_MEBIBYTE = (1 << 20) / MESSAGE_BYTES;
    private static final int MEBIBYTES_PER_SECOND = 8;
    private static final Duration SLICE = Duration.ofMillis(10);
    private static final int MESSAGES_IN_A_SLICE = MEBIBYTES_PER_SECOND * MESSAGES_IN_A_MEBIBYTE / 100;
    private static final int READERS = 5;
    private static final int RECEIVE_BYTES = 256 * 1024;
    /** What the systems of both sides keep for a reader, and what waits in the server. */
    private static final int MOST_MEBIBYTES_AHEAD = 12;

    private static final int MOST_MEBIBYTES = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    @ResourceLock("processor")
    void publisherThatIsTooFastIsSlowedDownAndNobodyIsCut() throws Exception {
        int mebibytes = Amounts.of(64, 32);
        try (ServerProcess server = ServerProcess.start();
                Swarm swarm = Swarm.slowTo(server.port(), RECEIVE_BYTES);
                Trial trial = Trial.begin(
                        "a publisher at full speed, 5 subscribers at 8 MiB/s",
                        server,
                        () -> blast(server, swarm, 1000, null))) {
            double ahead = blast(server, swarm, mebibytes * MESSAGES_IN_A_MEBIBYTE, trial);

            assertThat(ahead / MESSAGES_IN_A_MEBIBYTE).isLessThan(MOST_MEBIBYTES_AHEAD);
            assertThat(trial.grownMebibytes()).isLessThan(MOST_MEBIBYTES);
            trial.assertEndured();
        }
    }

    /** {@return by how many messages the server was ahead of the slowest reader at most} */
    private static double blast(ServerProcess server, Swarm swarm, int messages, @Nullable Trial trial) {
        List<Listener> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(Listener.to(swarm, TOPIC, reader -> restAfterASlice(swarm, reader)));
        }
        double sentBefore = server.counted().sent();
        double[] ahead = {0};
        Publishing publishing = Publishing.begin(server.port(), TOPIC, messages, MESSAGE_BYTES);
        Await.until("all have got all", PATIENCE, () -> {
            if (trial != null) {
                trial.glance();
            }
            int least = readers.stream().mapToInt(Listener::received).min().orElseThrow();
            ahead[0] = Math.max(ahead[0], server.counted().sent() - sentBefore - least);
            return readers.stream()
                    .allMatch(reader ->
                            reader.received() == messages || !reader.why().isEmpty());
        });
        assertThat(readers).allMatch(reader -> reader.fault().isEmpty());
        assertThat(readers).extracting(Listener::why).containsOnly("");
        swarm.execute(() -> readers.forEach(reader -> reader.talk().leave()));
        publishing.time();
        return ahead[0];
    }

    private static void restAfterASlice(Swarm swarm, Listener reader) {
        if (reader.received() % MESSAGES_IN_A_SLICE == 0) {
            reader.talk().pause();
            swarm.in(SLICE, () -> reader.talk().resume());
        }
    }
}
