package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.benchmarks.Comparison.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what a delivery costs this server and others, in rounds that take turns, so that what else the machine does
 * disturbs all of them alike.
 */
final class PeersBenchmark implements AutoCloseable {
    private static final int WARM_UP_ROUNDS = 4;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofSeconds(2);

    private final Map<Peer, ServerProcess> servers = new EnumMap<>(Peer.class);

    private PeersBenchmark() {}

    /** Measures and prints a table for each load. */
    public static void main(String[] words) throws IOException, InterruptedException {
        Cores cores = Cores.separate();
        System.out.printf("%s%n", cores.description());
        try (PeersBenchmark benchmark = new PeersBenchmark()) {
            benchmark.start(cores);
            for (Load load : Load.all()) {
                System.out.printf("%n%s%n%n%s", load, benchmark.measure(load).table());
            }
        }
    }

    private void start(Cores cores) throws IOException {
        for (Peer peer : Peer.values()) {
            if (peer == Peer.STAMPEDE || Files.exists(peer.jar())) {
                servers.put(peer, ServerProcess.start(cores.serverPrefix(), peer.program()));
            } else {
                System.out.printf("%s is not built, so it is left out%n", peer.title());
            }
        }
    }

    /** One server under a load. */
    private record Contestant(Peer peer, ServerProcess server, Workload workload) {}

    private Comparison measure(Load load) throws IOException {
        List<Contestant> contestants = new ArrayList<>();
        for (Map.Entry<Peer, ServerProcess> entry : servers.entrySet()) {
            Workload workload = load.open(entry.getValue().port(), entry.getKey());
            contestants.add(new Contestant(entry.getKey(), entry.getValue(), workload));
        }
        rounds(contestants, WARM_UP_ROUNDS);
        Comparison comparison = rounds(contestants, ROUNDS);
        for (Contestant contestant : contestants) {
            contestant.workload.close();
        }
        return comparison;
    }

    /** Lets each server have so many rounds, there and back again. */
    private static Comparison rounds(List<Contestant> contestants, int count) throws IOException {
        Comparison comparison = new Comparison();
        List<Contestant> order = new ArrayList<>(contestants);
        for (int i = 0; i < count; i++) {
            for (Contestant contestant : order) {
                Round round = round(contestant.server, contestant.workload);
                comparison.add(contestant.peer, round, contestant.workload.faults());
            }
            Collections.reverse(order);
        }
        return comparison;
    }

    private static Round round(ServerProcess server, Workload workload) throws IOException {
        long allocated = server.allocatedBytes();
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        double deliveries = workload.run(ROUND);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Round(
                deliveries / seconds,
                (server.cpuNanos() - cpu) / deliveries,
                (server.allocatedBytes() - allocated) / deliveries);
    }

    @Override
    public void close() {
        servers.values().forEach(ServerProcess::close);
    }
}
