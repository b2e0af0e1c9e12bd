package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.time.Duration;

/** Clients of one topic that hardly ever get anything; all of them connect afresh for each round. */
final class Idle implements Workload {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Server server;
    private final Load.ToMany load;
    private final Faults faults = new Faults();
    /** What the server held before anyone came: some of it may go later than those whom it was for. */
    private final long heapBefore;

    private final long residentBefore;

    Idle(Server server, Load.ToMany load) throws IOException {
        this.server = server;
        this.load = load;
        this.heapBefore = server.heapBytes();
        this.residentBefore = server.residentBytes();
    }

    @Override
    public Round run(Duration time) throws IOException {
        server.rests(PATIENCE); // those of the round before have gone
        Meter meter = new Meter(server);
        try (Multitude multitude = new Multitude(server, load)) {
            multitude.arrive();
            double seconds = meter.seconds();
            double cpu = meter.cpuNanos();
            server.rests(PATIENCE); // what was sent while they came
            double heap = server.heapBytes() - heapBefore;
            double resident = server.residentBytes() - residentBefore;
            Round round = multitude
                    .tell()
                    .put(Figure.CONNECTIONS_PER_SECOND, load.clients() / seconds)
                    .put(Figure.CPU_PER_CONNECTION, cpu / load.clients())
                    .put(Figure.HEAP_PER_CONNECTION, heap / load.clients())
                    .put(Figure.RESIDENT_PER_CONNECTION, resident / load.clients());
            faults.add(multitude.faults());
            return round;
        }
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {}
}
