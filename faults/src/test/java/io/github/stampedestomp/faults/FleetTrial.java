package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** One fault that a fleet goes through while its clients publish and listen, and what was seen of it. */
final class FleetTrial implements AutoCloseable {
    static final int CLIENTS = 60;
    static final int USERS = 20;
    private static final int SOME_RECEIPTS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double CONNECTIONS_OF_A_SERVER = 2;
    private static final double MEBI = 1 << 20;

    private final String name;
    private final Fleet fleet;
    private final List<FleetWatch> watches;
    private final List<Standing> before;
    private final List<Standing> during = new ArrayList<>();
    private long begun;
    private long ended;
    private long whole;

    /** Something that fails, or is put right. */
    interface Step {
        void run() throws IOException;
    }

    private FleetTrial(String name, Fleet fleet) {
        this.name = name;
        this.fleet = fleet;
        this.before = fleet.servers().stream().map(ServerProcess::standing).toList();
        this.watches = fleet.servers().stream().map(FleetWatch::over).toList();
        fleet.silences(); // those of the beginning do not count
        this.begun = System.nanoTime();
    }

    /** Begins a fault while messages are under way. */
    static FleetTrial begin(String name, Fleet fleet, List<FleetPublisher.Pace> paces, Step fault) throws IOException {
        fleet.populate(CLIENTS, USERS);
        fleet.publish(USERS, paces);
        fleet.awaitReceipts(SOME_RECEIPTS);
        FleetTrial trial = new FleetTrial(name, fleet);
        fault.run();
        return trial;
    }

    /** Counts the time from now, as it took some to bring the fault about. */
    FleetTrial fromNow() {
        begun = System.nanoTime();
        return this;
    }

    /** Lets the fault last until so much time has passed since it began. */
    FleetTrial lasting(Duration time) {
        long end = begun + time.toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return this;
    }

    /** Waits until these servers have noticed. */
    FleetTrial noticedBy(int... servers) {
        IntStream.of(servers).forEach(server -> watches.get(server).awaitRed());
        return this;
    }

    /** Ends the fault, and waits until these servers are ready again and messages of all publishers are confirmed. */
    FleetTrial overcomeBy(Step end, int... servers) throws IOException {
        IntStream.of(servers).forEach(server -> during.add(fleet.server(server).standing()));
        end.run();
        ended = System.nanoTime();
        IntStream.of(servers).forEach(server -> watches.get(server).awaitGreen());
        fleet.awaitReceipts(1);
        whole = System.nanoTime();
        fleet.awaitReceipts(SOME_RECEIPTS);
        return this;
    }

    /** Waits until all that was confirmed has arrived, once and in order, and looks at these servers. */
    void assertEndured(int... servers) {
        assertNothingLost(servers);
        assertThat(fleet.outOfOrder()).as("out of order").isZero();
    }

    /** Waits until all that was confirmed has arrived, once, and looks at these servers. */
    void assertNothingLost(int... servers) {
        fleet.settle();
        Fleet.report(report(servers));
        assertThat(fleet.doubled()).as("doubled").isZero();
        for (int server : servers) {
            Await.until("a server has all its connections, and nothing waits", PATIENCE, () -> isWhole(server));
        }
    }

    private boolean isWhole(int server) {
        Counted counted = fleet.server(server).counted();
        return counted.relay("connections") == CONNECTIONS_OF_A_SERVER && counted.relay("unconfirmed_bytes") == 0;
    }

    private String report(int... servers) {
        StringBuilder text = new StringBuilder("%s%n  whole again %d ms after its end; %s%n  %s%n  told: %s%n"
                .formatted(
                        name,
                        TimeUnit.NANOSECONDS.toMillis(whole - ended),
                        fleet.silences(),
                        fleet.counts(),
                        fleet.words()));
        for (int server : servers) {
            Counted counted = fleet.server(server).counted();
            text.append("  server %d: %s; heap %s MiB; %.0f connections lost, %.0f repeated, %.0f unconfirmed%n"
                    .formatted(
                            server,
                            watches.get(server).story(begun, ended),
                            heaps(server),
                            counted.relay("connections_lost_total"),
                            counted.relay("messages_repeated_total"),
                            counted.relay("messages_unconfirmed_total")));
        }
        return text.toString();
    }

    private String heaps(int server) {
        return "%.1f / %.1f / %.1f"
                .formatted(
                        before.get(server).heapBytes() / MEBI,
                        mostHeapMebibytes(),
                        fleet.server(server).standing().heapBytes() / MEBI);
    }

    /** {@return the heap of the largest server at the end of the fault} */
    double mostHeapMebibytes() {
        return during.stream().mapToLong(Standing::heapBytes).max().orElse(0) / MEBI;
    }

    double mostUnconfirmedBytes() {
        return watches.stream()
                .mapToDouble(FleetWatch::mostUnconfirmedBytes)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        watches.forEach(FleetWatch::close);
    }
}
