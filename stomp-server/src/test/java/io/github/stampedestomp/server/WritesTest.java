package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a server turns to the network: what leaves together costs one write for each subscriber. */
class WritesTest {
    private static final int SUBSCRIBERS = 20;
    /** Each client is answered its opening handshake and its CONNECT, and each subscriber its SUBSCRIBE. */
    private static final int WRITES_BEFORE = 2 * (SUBSCRIBERS + 1) + SUBSCRIBERS;

    private final StompServer server =
            StompServer.builder().rules(OpenRules::allow).port(0).build();

    WritesTest() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aBurstLeavesInATenthAsManyWritesAsDeliveries() throws IOException {
        int messages = 1000;
        try (Topic topic = new Topic(server.port(), SUBSCRIBERS)) {
            topic.exchange(messages);
        }
        assertThat(writes() - WRITES_BEFORE).isBetween(SUBSCRIBERS, messages * SUBSCRIBERS / 10);
    }

    @Test
    void aMessageAloneLeavesInOneWriteForEachSubscriberAndNoneBeside() throws IOException {
        int messages = 100;
        try (Topic topic = new Topic(server.port(), SUBSCRIBERS)) {
            for (int i = 0; i < messages; i++) {
                topic.exchange(1);
            }
        }
        assertThat(writes()).isEqualTo(WRITES_BEFORE + messages * SUBSCRIBERS);
    }

    /** {@return how many writes there were, once no connection is left that could add to them} */
    private int writes() {
        Await.until("all connections have ended", () -> server.connections() == 0);
        return server.metrics().stream()
                .filter(metric -> metric.name().equals("stampede_writes_total"))
                .mapToInt(metric -> (int) metric.series().get(0).value())
                .sum();
    }
}
