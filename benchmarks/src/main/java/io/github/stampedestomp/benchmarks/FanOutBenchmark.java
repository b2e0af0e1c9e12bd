package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.benchmarks.Measurements.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Compares what a delivery costs the server over each transport, in rounds that take turns, so that what else the machine
 * does disturbs all of them alike.
 */
final class FanOutBenchmark {
    private static final Load.ToAll LOAD = new Load.ToAll(200, 64, 128);
    private static final int MESSAGES = 30_000;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 6;

    private final ServerProcess server;
    private final List<FanOut> fanOuts = new ArrayList<>();

    private FanOutBenchmark(ServerProcess server) throws IOException {
        this.server = server;
        for (Transport transport : Transport.values()) {
            fanOuts.add(FanOut.open(server.port(), Peer.STAMPEDE, transport, LOAD));
        }
    }

    /**
     * Measures and prints a table.
     *
     * @param serverOptions options for the JVM of the server, for example to profile it
     */
    public static void main(String[] serverOptions) throws IOException, InterruptedException {
        Cores cores = Cores.separate();
        System.out.printf("%s%n%n", cores.description());
        List<String> program = new ArrayList<>(List.of(serverOptions));
        program.addAll(Peer.STAMPEDE.program());
        try (ServerProcess server = ServerProcess.start(cores.serverPrefix(), program)) {
            FanOutBenchmark benchmark = new FanOutBenchmark(server);
            benchmark.rounds(WARM_UP_ROUNDS);
            System.out.print(benchmark.rounds(ROUNDS).table());
        }
    }

    /** Lets each transport have so many rounds, there and back again. */
    private Measurements rounds(int count) throws IOException {
        Measurements measurements = new Measurements();
        List<FanOut> order = new ArrayList<>(fanOuts);
        for (int i = 0; i < count; i++) {
            for (FanOut fanOut : order) {
                measurements.add(fanOut.transport(), round(fanOut));
            }
            Collections.reverse(order);
        }
        return measurements;
    }

    private Round round(FanOut fanOut) throws IOException {
        double deliveries = (double) MESSAGES * LOAD.subscribers();
        long allocated = server.allocatedBytes();
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        fanOut.run(MESSAGES, LOAD.subscribers());
        long nanos = System.nanoTime() - start;
        if (!fanOut.faults().areNone()) {
            throw new IOException("not delivered as it should be: " + fanOut.faults());
        }
        return new Round(
                (server.cpuNanos() - cpu) / deliveries,
                (server.allocatedBytes() - allocated) / deliveries,
                nanos / 1e9);
    }
}
