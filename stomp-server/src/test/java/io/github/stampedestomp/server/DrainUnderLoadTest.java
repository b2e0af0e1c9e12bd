package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.Test;

/** What was confirmed reaches everybody, though the server stops in the middle of it. */
class DrainUnderLoadTest {
    private static final int CONFIRMED = 1000;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(1);

    @Test
    void allThatWasConfirmedIsDeliveredBeforeAStopAndThePortIsFreeAtOnce() {
        StompServer server = DrainedServer.started(0);
        int port = server.port();
        try (Load load = new Load(port)) {
            load.awaitConfirmed(CONFIRMED);
            long begun = System.nanoTime();
            server.stop(Drain.over(TIME));
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(taken).isLessThan(TIME.plus(MARGIN));
            assertServes(port);
            assertAllDelivered(load, "stop() after " + taken.toMillis() + " ms");
        } finally {
            server.stop(Drain.atOnce());
        }
    }

    @Test
    void allThatWasConfirmedIsDeliveredBeforeTheProcessEndsThatWasAskedTo() throws Exception {
        Process process = DrainedServer.process();
        try (Load load = new Load(DrainedServer.port(process))) {
            load.awaitConfirmed(CONFIRMED);
            long begun = System.nanoTime();
            process.destroy();
            assertThat(process.waitFor()).isEqualTo(128 + 15);
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(taken).isLessThan(TIME.plus(MARGIN));
            assertAllDelivered(load, "SIGTERM after " + taken.toMillis() + " ms");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertAllDelivered(Load load, String ending) {
        Collection<String> confirmed = load.confirmed();
        System.out.printf("%s: %d messages confirmed, %d deliveries%n", ending, confirmed.size(), load.delivered());
        assertThat(load.missed(confirmed)).isEmpty();
        assertThat(load.closeCodes()).containsExactly(1012);
    }

    private static void assertServes(int port) {
        StompServer next = DrainedServer.started(port);
        try (next;
                StompClient client = Transport.WEBSOCKET.open(port)) {
            client.connect("anna");
            client.subscribe("/topic/next");
            client.send("SEND\ndestination:/topic/next\n\nhello^@");
            assertThat(client.next()).endsWith("\n\nhello^@");
        }
    }
}
