package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.session.SlowReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One subscriber of many that stops reading. */
@Tag("fault")
class SlowReaderTest {
    private static final String FAULT = "1 of 20 subscribers stops reading, ";
    private static final int MESSAGES = Amounts.of(64, 16) * FanOut.MESSAGES_IN_A_MEBIBYTE;
    /** More than the system and the server keep for it together, but so little that it can still be told why it is cut. */
    private static final int ENOUGH_TO_BE_CUT = 8 * FanOut.MESSAGES_IN_A_MEBIBYTE;

    private static final int FEW = 200;
    private static final int MOST_MEBIBYTES = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    @ResourceLock("processor")
    void readerThatStopsIsCutWhileTheOthersFeelNothing() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(FAULT + "it is cut", server, () -> warmUp(server, swarm))) {
            try (FanOut fanOut = FanOut.begin(server, swarm)) {
                Publishing publishing = fanOut.publish(MESSAGES);
                fanOut.awaitReceived(ENOUGH_TO_BE_CUT, trial::glance);
                CompletableFuture<String> end = CompletableFuture.supplyAsync(() -> end(fanOut.slow()));
                fanOut.awaitReceived(MESSAGES, trial::glance);
                publishing.time();

                assertThat(end.join()).isEqualTo("closed with 1008");
            }
            assertThat(trial.grownMebibytes()).isLessThan(MOST_MEBIBYTES);
            assertThat(server.counted().slowReaders()).isEqualTo(1);
            trial.assertEndured();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
    @ResourceLock("processor")
    void readerThatStopsStaysWhereMessagesMayBeDropped(SlowReader policy) throws Exception {
        try (ServerProcess server = ServerProcess.start("slowReaders=" + policy);
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(FAULT + policy, server, () -> warmUp(server, swarm))) {
            try (FanOut fanOut = FanOut.begin(server, swarm)) {
                Publishing publishing = fanOut.publish(MESSAGES);
                fanOut.awaitReceived(MESSAGES, trial::glance);
                publishing.time();
                assertThat(readOn(fanOut)).hasSizeLessThan(MESSAGES).isSorted().doesNotHaveDuplicates();
            }
            assertThat(trial.grownMebibytes()).isLessThan(MOST_MEBIBYTES);
            assertThat(server.counted().slowReaders()).isZero();
            assertThat(server.counted().dropped(policy.name().toLowerCase(Locale.ROOT)))
                    .isPositive();
            trial.assertEndured();
        }
    }

    private static void warmUp(ServerProcess server, Swarm swarm) throws IOException {
        try (FanOut fanOut = FanOut.begin(server, swarm)) {
            fanOut.publish(FEW).time();
            fanOut.awaitReceived(FEW, () -> {});
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

    /** Publishes until the slow one, which reads again, has caught up. {@return what it has got} */
    private static List<Integer> readOn(FanOut fanOut) {
        CompletableFuture<List<Integer>> read = CompletableFuture.supplyAsync(fanOut::readUntilLater);
        int[] number = {MESSAGES};
        Await.until("a later message has come", PATIENCE, () -> {
            fanOut.publishLater(number[0]++);
            return read.isDone();
        });
        return read.join();
    }
}
