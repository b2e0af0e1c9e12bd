package io.github.stampedestomp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.stampedestomp.benchmarks.VirtualHost.Counts;
import io.github.stampedestomp.measured.ServerProgram;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ThroughBrokerTest {
    private static final int SUBSCRIBERS = 20;

    @Test
    @Tag("long")
    void brokerHandsEachMessageOverOnceForAllSubscribersOfOneServer() throws IOException {
        requireRabbitMq();
        try (RabbitMq node = RabbitMq.start()) {
            VirtualHost host = node.add("one");
            ServerProgram program = ServerProgram.tested(
                    MeasuredServer.class, Peer.RELAY.handingOn(host).toArray(String[]::new));
            Load load = new Load.ThroughBroker(new Load.AtTimes("some", SUBSCRIBERS, 64, 50));
            try (Server server = new Server(Peer.RELAY, program.start(), host);
                    Workload workload = load.open(server)) {
                Round round = workload.run(Duration.ofSeconds(2));
                assertThat(workload.faults()).hasToString("none");
                assertThat(round.of(Figure.HANDED_OVER_PER_DELIVERY)).isCloseTo(1. / SUBSCRIBERS, within(0.01));
                assertThat(round.of(Figure.BROKER_CONNECTIONS)).isEqualTo(2);
                assertThat(round.of(Figure.BROKER_CPU_PER_DELIVERY)).isPositive();
            }
        }
    }

    /** Where it is not installed, the test is skipped with a visible line, but fails if {@code CI} is set. */
    private static void requireRabbitMq() {
        if (!RabbitMq.isInstalled()) {
            String sentence = "ThroughBrokerTest needs RabbitMQ, which is not installed";
            assertThat(System.getenv("CI")).as(sentence).isNull();
            System.out.println("SKIPPED: " + sentence);
            abort(sentence);
        }
    }

    @Test
    void countsAreReadAsErlangPrintsThem() {
        assertThat(Counts.parse("{1204,\n 3,17}")).isEqualTo(new Counts(1204, 3, 17));
    }
}
