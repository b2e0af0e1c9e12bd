package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Servers that are joined through a broker. */
@Tag("fault")
@Timeout(
        value = 10,
        unit = TimeUnit.MINUTES,
        threadMode = ThreadMode.SEPARATE_THREAD) // who reads cannot be interrupted
@ResourceLock("processor")
class FleetTest {
    private static final Fleet.Terms TERMS = new Fleet.Terms(Duration.ofSeconds(10), Duration.ofSeconds(30));
    private static final int CLIENTS = 300;
    private static final int FEW_CLIENTS = 30;
    private static final int USERS = 100;
    private static final double CONNECTIONS_OF_A_SERVER = 2;
    /** All topics, and two of the server itself: for users, and for the other servers. */
    private static final double SUBSCRIPTIONS_OF_A_SERVER = Fleet.TOPICS + 2;

    @Test
    void everySubscriberOfThreeServersGetsEachMessageOnceAndInOrder() throws IOException {
        try (Artemis broker = Artemis.start()) {
            everythingArrivesThrough(broker);
        }
    }

    @Test
    void theSameHoldsWithRabbitMq() throws IOException {
        Assumptions.assumeTrue(Amounts.full(), "one broker is enough for every build");
        try (RabbitMq broker = RabbitMq.start()) {
            everythingArrivesThrough(broker);
        }
    }

    private static void everythingArrivesThrough(ExternalBroker broker) throws IOException {
        try (Fleet fleet = Fleet.start(broker, TERMS)) {
            fleet.populate(FEW_CLIENTS, USERS);
            assertThatTheBrokerSeesServersNotClients(fleet);
            fleet.populate(CLIENTS, USERS);
            assertThatTheBrokerSeesServersNotClients(fleet);

            long begun = System.nanoTime();
            fleet.publish(USERS, List.of(FleetPublisher.Pace.of(Amounts.of(3334, 1000))));
            fleet.finish();
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(fleet.doubled()).isZero();
            assertThat(fleet.outOfOrder()).isZero();
            assertThat(fleet.words()).isEmpty();
            assertThat(fleet.publishers()).allMatch(publisher -> publisher.confirmed() == publisher.sent());
            assertThatTheBrokerSeesServersNotClients(fleet);
            Fleet.report("%d clients of 3 servers, %s: %s, in %d ms"
                    .formatted(CLIENTS, broker.getClass().getSimpleName(), fleet.counts(), taken.toMillis()));
        }
    }

    private static void assertThatTheBrokerSeesServersNotClients(Fleet fleet) {
        for (ServerProcess server : fleet.servers()) {
            Counted counted = server.counted();
            assertThat(counted.relay("connections")).isEqualTo(CONNECTIONS_OF_A_SERVER);
            assertThat(counted.relay("subscriptions")).isEqualTo(SUBSCRIPTIONS_OF_A_SERVER);
        }
    }
}
