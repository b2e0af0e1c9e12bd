package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Clients that ask for answers and do not read them. */
@Tag("fault")
class UnreadAnswersTest {
    private static final int A_BATCH = 200;
    private static final int MOST_MEBIBYTES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    @ResourceLock("processor")
    void pongsThatNobodyReadsAreBounded() throws Exception {
        endure("unread pings", i -> Wire.masked(Wire.PING, new byte[100]));
    }

    @Test
    @ResourceLock("processor")
    void receiptsThatNobodyReadsAreBounded() throws Exception {
        endure(
                "unread receipts",
                i -> Wire.text("SEND\ndestination:/topic/nobody\nreceipt:" + "r".repeat(100) + i + "\n\n^@"));
    }

    private static void endure(String fault, IntFunction<byte[]> question) throws Exception {
        int count = Amounts.of(100_000, 60_000);
        try (ServerProcess server = ServerProcess.start();
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(count + " " + fault, server, () -> ask(swarm, question, A_BATCH)
                        .each(Link::reset))) {
            Crowd deaf = ask(swarm, question, count);
            Await.until("all was sent, or the client was cut", PATIENCE, () -> {
                trial.glance();
                return deaf.ended() == 1 || deaf.isFlushed();
            });

            assertThat(trial.grownMebibytes()).isLessThan(MOST_MEBIBYTES);
            deaf.each(Link::reset);
            trial.assertEndured();
        }
    }

    /** Sends questions as fast as they are taken, and reads nothing. */
    private static Crowd ask(Swarm swarm, IntFunction<byte[]> question, int count) {
        return new Crowd(swarm, 1, link -> {
            link.send(Wire.upgrade("/stomp"));
            link.send(Wire.text("CONNECT\naccept-version:1.2\nhost:localhost\n\n^@"));
            for (int i = 0; i < count; i++) {
                link.send(question.apply(i));
            }
            link.pause();
        });
    }
}
