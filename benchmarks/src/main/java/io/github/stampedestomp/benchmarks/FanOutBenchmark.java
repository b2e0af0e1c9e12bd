package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.benchmarks.Measurements.Cost;
import io.github.stampedestomp.measured.ServerProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares what a delivery costs the server over each transport, in rounds that take turns, so that what else the machine
 * does disturbs all of them alike.
 */
final class FanOutBenchmark {
    private static final Load.ToAll LOAD = new Load.ToAll("transports", 200, 64, 128);
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");
    private static final int MESSAGES = 30_000;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 6;

    private final Server server;
    private final List<FanOut> fanOuts = new ArrayList<>();

    private FanOutBenchmark(Server server) throws IOException {
        this.server = server;
        for (Transport transport : Transport.values()) {
            fanOuts.add(FanOut.open(server, transport, LOAD));
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
        List<String> options =
                Stream.concat(JVM.stream(), Stream.of(serverOptions)).toList();
        ServerProgram program = Peer.STAMPEDE.program(cores.serverPrefix(), options, List.of());
        try (Server server = new Server(Peer.STAMPEDE, program.start())) {
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

    private Cost round(FanOut fanOut) throws IOException {
        double deliveries = (double) MESSAGES * LOAD.subscribers();
        long allocated = server.allocatedBytes();
        long cpu = server.cpuNanos();
        long start = System.nanoTime();
        fanOut.run(MESSAGES, LOAD.subscribers());
        long nanos = System.nanoTime() - start;
        if (!fanOut.faults().areNone()) {
            throw new IOException("not delivered as it should be: " + fanOut.faults());
        }
        return new Cost(
                (server.cpuNanos() - cpu) / deliveries,
                (server.allocatedBytes() - allocated) / deliveries,
                nanos / 1e9);
    }
}
