package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.measured.ServerProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares what a delivery costs this server and others, in rounds that take turns, so that what else the machine does
 * disturbs all of them alike.
 */
final class PeersBenchmark implements AutoCloseable {
    private static final int WARM_UP_ROUNDS = 4;
    private static final List<String> JVM = List.of("-Xms2g", "-Xmx4g", "-XX:+UseParallelGC");
    private static final Path LOGS = OurJar.folder().resolve("logs");

    private final Choice choice;
    private final Cores cores;
    private final Report report = new Report();
    private final List<Server> servers = new ArrayList<>();

    private PeersBenchmark(Choice choice, Cores cores) {
        this.choice = choice;
        this.cores = cores;
    }

    /**
     * Measures and prints a table for each load.
     *
     * @param words what is measured, as {@link Choice} reads it
     */
    public static void main(String[] words) throws IOException, InterruptedException {
        Choice choice = Choice.parse(words);
        try (PeersBenchmark benchmark = new PeersBenchmark(choice, Cores.separate())) {
            benchmark.run();
        }
    }

    private void run() throws IOException {
        report.say(cores.description());
        report.say("What the servers complain of is in " + LOGS);
        for (Peer peer : choice.servers()) {
            if (peer.isBuilt()) {
                servers.add(start(peer, JVM, List.of(Peer.LARGE_MESSAGES)));
            } else {
                report.say(peer.title() + " is not built, so it is left out");
            }
        }
        for (Load load : choice.loads()) {
            report.say("## " + load.name() + ": " + load);
            report.say(measure(load).table());
        }
    }

    private Server start(Peer peer, List<String> jvm, List<String> arguments) throws IOException {
        List<String> options = peer == Peer.STAMPEDE
                ? Stream.concat(jvm.stream(), choice.ourOptions().stream()).toList()
                : jvm;
        ServerProgram program = peer.program(cores.serverPrefix(), options, arguments);
        return new Server(
                peer, program.complainingTo(LOGS.resolve(peer.word() + ".log")).start());
    }

    private Comparison measure(Load load) {
        Comparison comparison = new Comparison();
        try (Contest contest = new Contest(load, choice.round(), report)) {
            servers.forEach(contest::enter);
            contest.rounds(choice.warmUp().orElse(WARM_UP_ROUNDS), new Comparison());
            contest.rounds(choice.rounds(), comparison);
        }
        return comparison;
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
    }
}
