package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What goes wrong between servers and the broker that joins them, while clients publish and await receipts. */
@Tag("fault")
@Timeout(
        value = 10,
        unit = TimeUnit.MINUTES,
        threadMode = ThreadMode.SEPARATE_THREAD) // who reads cannot be interrupted
class FleetFaultsTest {
    private static final Duration HEART_BEAT = Duration.ofMillis(Amounts.of(2000, 1000));
    /** However slow the machine is, nobody waits for longer. */
    private static final Fleet.Terms PATIENT = new Fleet.Terms(HEART_BEAT, Duration.ofMinutes(3));

    private static final Duration OFFLINE_WITHIN = Duration.ofSeconds(30);
    private static final FleetPublisher.Pace STEADY = FleetPublisher.Pace.every(Duration.ofMillis(10), 10_000, 100);
    /** In a short time more than a client may have unconfirmed. */
    private static final FleetPublisher.Pace HEAVY = FleetPublisher.Pace.every(Duration.ofMillis(5), 10_000, 4000);

    private static final List<FleetPublisher.Pace> ALL_STEADY = List.of(STEADY);
    private static final List<FleetPublisher.Pace> SOME_HEAVY = List.of(HEAVY, STEADY);

    /** Clients that are cut off and come again may bring more each time, but all of them no more than this. */
    private static final double MOST_UNCONFIRMED_BYTES = 64 << 20;

    private static final double MOST_HEAP_MEBIBYTES = 40;
    private static final int[] ALL = {0, 1, 2};

    private static Optional<Network> network;
    private static RabbitMq broker;

    @BeforeAll
    static void startBroker() throws IOException {
        network = Network.make();
        broker = RabbitMq.start(network);
    }

    @AfterAll
    static void endBroker() throws IOException {
        if (broker != null) {
            broker.close();
        }
        network.ifPresent(Network::close);
    }

    private static void assertBounded(FleetTrial trial) {
        assertThat(trial.mostUnconfirmedBytes()).isLessThanOrEqualTo(MOST_UNCONFIRMED_BYTES);
        assertThat(trial.mostHeapMebibytes()).isLessThan(MOST_HEAP_MEBIBYTES);
    }

    @Test
    void aBrokerThatIsKilledAndStartedAnewLosesNothingThatWasConfirmed() throws IOException {
        int seconds = Amounts.of(3, 1);
        try (Fleet fleet = Fleet.start(broker, PATIENT);
                FleetTrial trial = FleetTrial.begin(
                        "a broker that is killed, and started anew after %d s".formatted(seconds),
                        fleet,
                        ALL_STEADY,
                        broker::kill)) {
            trial.lasting(Duration.ofSeconds(seconds)).noticedBy(ALL).overcomeBy(broker::run, ALL);
            trial.assertEndured(ALL);
            assertThat(fleet.words()).isEmpty();
            assertBounded(trial);
        }
    }

    @Test
    void usersOfAServerThatIsKilledAreSoonOfflineAndTheOthersLoseNothing() throws IOException {
        try (Fleet fleet = Fleet.start(broker, PATIENT)) {
            fleet.populate(FleetTrial.CLIENTS, FleetTrial.USERS);
            fleet.add(0, "gone", List.of());
            Await.until("the user is known everywhere", OFFLINE_WITHIN, () -> fleet.servers().stream()
                    .allMatch(server -> server.online().contains("gone")));
            try (FleetTrial trial =
                    FleetTrial.begin("a server that is killed", fleet, ALL_STEADY, fleet.server(0)::kill)) {
                long killed = System.nanoTime();
                trial.overcomeBy(() -> comeAgain(fleet), 1, 2);
                Await.until("the user is offline", OFFLINE_WITHIN, () -> isOnlyOnlineElsewhere(fleet));
                long offline = System.nanoTime() - killed;
                trial.assertEndured(1, 2);
                assertThat(fleet.stayed()).hasSize(FleetTrial.CLIENTS - FleetTrial.CLIENTS / Fleet.SERVERS);
                assertBounded(trial);
                Fleet.report("  the users of the server that was killed were offline at the others after %d ms"
                        .formatted(TimeUnit.NANOSECONDS.toMillis(offline)));
            }
        }
    }

    private static boolean namesALimit(String word) {
        return word.equals("closed with 1002") || word.contains("(limit confirmTimeout)");
    }

    private static void comeAgain(Fleet fleet) {
        Await.until(
                "the clients know",
                OFFLINE_WITHIN,
                () -> fleet.subscribers().stream()
                                .filter(FleetSubscriber::isOver)
                                .count()
                        == FleetTrial.CLIENTS / Fleet.SERVERS + 1L);
        for (int i = 0; i < FleetTrial.CLIENTS / Fleet.SERVERS; i++) {
            FleetSubscriber late = fleet.addLate(1 + i % 2, "came-again-" + i, List.of(Fleet.topic(i)));
            Await.until("messages come again", OFFLINE_WITHIN, () -> late.received() > 0);
        }
    }

    private static boolean isOnlyOnlineElsewhere(Fleet fleet) {
        return List.of(1, 2).stream()
                .map(server -> fleet.server(server).online())
                .noneMatch(online -> online.contains("gone"));
    }

    /** What is sent meanwhile gets lost, and is sent again by TCP for as long as somebody waits for it. */
    @Test
    void aNetworkThatIsCutForAWhileLosesNothingThatWasConfirmed() throws IOException {
        Assumptions.assumeTrue(network.isPresent(), "this needs a network for the broker");
        Network cut = network.orElseThrow();
        int seconds = Amounts.of(15, 5);
        try (Fleet fleet = Fleet.start(broker, PATIENT);
                FleetTrial trial = FleetTrial.begin(
                        "a network between a server and the broker that is cut for %d s".formatted(seconds),
                        fleet,
                        ALL_STEADY,
                        () -> cut.cut(0))) {
            trial.noticedBy(0).lasting(Duration.ofSeconds(seconds)).overcomeBy(() -> cut.mend(0), 0);
            trial.assertEndured(ALL);
            assertThat(fleet.words()).isEmpty();
            assertBounded(trial);
        }
    }

    /** What is sent meanwhile waits, and arrives late. */
    @Test
    void aCableThatIsCutForAWhileLosesNothingThatWasConfirmed() throws IOException {
        Assumptions.assumeTrue(Amounts.full() || network.isEmpty(), "a network that is cut is enough for every build");
        int seconds = Amounts.of(15, 5);
        try (Cable cable = Cable.to(broker);
                Fleet fleet = Fleet.start(broker, PATIENT, cable.address());
                FleetTrial trial = FleetTrial.begin(
                        "a cable between a server and the broker that is cut for %d s".formatted(seconds),
                        fleet,
                        ALL_STEADY,
                        cable::cut)) {
            trial.noticedBy(0).lasting(Duration.ofSeconds(seconds)).overcomeBy(cable::mend, 0);
            trial.assertEndured(ALL);
            assertThat(fleet.words()).isEmpty();
            assertBounded(trial);
        }
    }

    /** For a while the broker serves two connections, and what it has sent on the dead one comes late. */
    @Test
    void aConnectionThatIsBrokenOffAtOneEndOnlyLosesNothingThatWasConfirmed() throws IOException {
        try (Cable cable = Cable.to(broker);
                Fleet fleet = Fleet.start(broker, PATIENT, cable.address());
                FleetTrial trial = FleetTrial.begin(
                        "connections that are broken off at a server's end, which the broker does not learn",
                        fleet,
                        ALL_STEADY,
                        cable::breakAtServer)) {
            trial.noticedBy(0).overcomeBy(() -> {}, 0);
            trial.assertNothingLost(ALL);
            assertThat(fleet.words()).isEmpty();
            assertBounded(trial);
        }
    }

    @Test
    void aBrokerThatBlocksPublishersForAWhileMakesThemWait() throws IOException {
        Assumptions.assumeTrue(Amounts.full(), "it takes long");
        int seconds = 10;
        try (Fleet fleet = Fleet.start(broker, PATIENT);
                FleetTrial trial = FleetTrial.begin(
                        "a broker that blocks publishers for %d s".formatted(seconds),
                        fleet,
                        ALL_STEADY,
                        broker::raiseAlarm)) {
            trial.fromNow().noticedBy(ALL).lasting(Duration.ofSeconds(seconds)).overcomeBy(broker::endAlarm, ALL);
            trial.assertEndured(ALL);
            assertThat(fleet.words()).isEmpty();
            assertBounded(trial);
        }
    }

    @Test
    void publishersThatAreBlockedForTooLongAreToldSo() throws IOException {
        Assumptions.assumeTrue(Amounts.full(), "it takes more than half a minute");
        int timeout = 30;
        int seconds = 40;
        try (Fleet fleet = Fleet.start(broker, new Fleet.Terms(HEART_BEAT, Duration.ofSeconds(timeout)));
                FleetTrial trial = FleetTrial.begin(
                        "a broker that blocks publishers for %d s, who wait for %d s".formatted(seconds, timeout),
                        fleet,
                        SOME_HEAVY,
                        broker::raiseAlarm)) {
            trial.fromNow().noticedBy(ALL).lasting(Duration.ofSeconds(seconds)).overcomeBy(broker::endAlarm, ALL);
            trial.assertEndured(ALL);
            assertThat(fleet.words()).anyMatch(word -> word.contains("(limit confirmTimeout)"));
            assertThat(fleet.words()).allMatch(FleetFaultsTest::namesALimit);
            assertBounded(trial);
        }
    }
}
