package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One subscriber of many that stops reading. */
@Tag("fault")
class SlowReaderTest {
    private static final String TOPIC = "/topic/fan-out";
    private static final int MESSAGE_BYTES = 4096;
    private static final int SUBSCRIBERS = 20;
    private static final int MESSAGES_IN_A_MEBIBYTE = (1 << 20) / MESSAGE_BYTES;
    /** The system is to keep little for the one that does not read. */
    private static final int RECEIVE_BYTES = 32 * 1024;
    /** More than the system and the server keep for it together, but so little that it can still be told why it is cut. */
    private static final int ENOUGH_TO_BE_CUT = 8 * MESSAGES_IN_A_MEBIBYTE;

    private static final int FEW = 200;
    private static final int MOST_MEBIBYTES = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    @ResourceLock("processor")
    void readerThatStopsIsCutWhileTheOthersFeelNothing() throws Exception {
        assertThat(endure("1 of 20 subscribers stops reading, it is cut")).isEqualTo("closed with 1008");
    }

    /**
     * Runs the fault against a server.
     *
     * @param settings such as a policy for those that read slowly
     * @return how the slow one was ended, or nothing if it was not
     */
    private static String endure(String fault, String... settings) throws Exception {
        int messages = Amounts.of(64, 24) * MESSAGES_IN_A_MEBIBYTE;
        try (ServerProcess server = ServerProcess.start(settings);
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(fault, server, () -> fanOut(server, swarm, FEW, null))) {
            String end = fanOut(server, swarm, messages, trial);

            assertThat(trial.grownMebibytes()).isLessThan(MOST_MEBIBYTES);
            trial.assertEndured();
            return end;
        }
    }

    private static String fanOut(ServerProcess server, Swarm swarm, int messages, Trial trial) throws IOException {
        try (WireClient slow =
                WireClient.connectSlow(server.port(), RECEIVE_BYTES).subscribed("0", TOPIC)) {
            List<Listener> others = new ArrayList<>();
            for (int i = 1; i < SUBSCRIBERS; i++) {
                others.add(Listener.to(swarm, TOPIC));
            }
            Publishing publishing = Publishing.begin(server.port(), TOPIC, messages, MESSAGE_BYTES);
            int mostUnread = Math.min(messages, ENOUGH_TO_BE_CUT);
            Await.until("much was not read", PATIENCE, () -> others.get(0).received() >= mostUnread);
            CompletableFuture<String> end = CompletableFuture.supplyAsync(() -> end(slow));
            Await.until("the others have got all", PATIENCE, () -> {
                if (trial != null) {
                    trial.sample();
                }
                return others.stream()
                        .allMatch(other ->
                                other.received() == messages || !other.why().isEmpty());
            });
            publishing.time();
            assertThat(others).extracting(Listener::fault).containsOnly("");
            assertThat(others).extracting(Listener::why).containsOnly("");
            swarm.execute(() -> others.forEach(other -> other.talk().leave()));
            return trial == null ? "" : end.join();
        }
    }

    /** Reads again, up to the end. */
    private static String end(WireClient slow) {
        try {
            return slow.outcome();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
