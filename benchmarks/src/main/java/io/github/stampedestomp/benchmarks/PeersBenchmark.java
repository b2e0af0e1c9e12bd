package io.github.stampedestomp.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.stampedestomp.measured.ServerProgram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a delivery costs this server and others, in rounds that take turns, so that what else the machine does
 * disturbs all of them alike.
 */
final class PeersBenchmark implements AutoCloseable {
    private static final List<String> JVM = List.of("-Xms2g", "-Xmx4g", "-XX:+UseParallelGC");
    /** All of the heap is resident from the start, so that what is resident later tells what is beside it. */
    private static final List<String> JVM_ALONE =
            List.of("-Xms4g", "-Xmx4g", "-XX:+UseParallelGC", "-XX:+AlwaysPreTouch");

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path LOGS = OurJar.folder().resolve("logs");

    private final Choice choice;
    private final Cores cores;
    private final Report report = new Report(OurJar.folder());
    private final List<Peer> peers = new ArrayList<>();
    /** Those that run for all loads but the ones that need servers of their own. */
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
        report.say(LocalDate.now(ZoneId.systemDefault()) + ": " + cores.description());
        System.out.printf("What the servers complain of is in %s%n%n", LOGS);
        for (Peer peer : choice.servers()) {
            Files.deleteIfExists(log(peer));
            if (peer.isBuilt()) {
                peers.add(peer);
            } else {
                report.say(peer.title() + " is not built, so it is left out");
            }
        }
        for (Load load : choice.loads()) {
            if (load.descriptors() > descriptors()) {
                report.say("%s is left out: it needs %,d open files in each process, and the system allows %,d"
                        .formatted(load.name(), load.descriptors(), descriptors()));
            } else {
                measure(load);
            }
        }
        report.end();
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    private void measure(Load load) throws IOException {
        if (!load.needsBroker()) {
            report.show(load, load.needsServersOfItsOwn() ? measureOneByOne(load) : measureInTurns(load));
        } else if (RabbitMq.isInstalled()) {
            report.show(load, measureThroughBroker(load));
        } else {
            report.say(load.name() + " is left out: it needs RabbitMQ, which is not installed");
        }
    }

    private Comparison measureInTurns(Load load) throws IOException {
        if (servers.isEmpty()) {
            for (Peer peer : peersOf(load)) {
                servers.add(start(peer, JVM, peer.expectingLargeMessages(), null));
            }
        }
        return measure(load, servers, new Comparison());
    }

    private Comparison measureOneByOne(Load load) throws IOException {
        close();
        Comparison comparison = new Comparison();
        for (Peer peer : peersOf(load)) {
            System.out.printf("%s: %s%n", load.name(), peer.title());
            try (Server server = start(peer, JVM_ALONE, List.of(), null)) {
                measure(load, List.of(server), comparison);
            }
        }
        return comparison;
    }

    /** The broker runs where the driver does, so that servers have their core for themselves. */
    private Comparison measureThroughBroker(Load load) throws IOException {
        close();
        try (RabbitMq node = RabbitMq.start()) {
            for (Peer peer : peersOf(load)) {
                VirtualHost host = node.add(peer.word());
                servers.add(start(peer, JVM, peer.handingOn(host), host));
            }
            Comparison comparison = measure(load, servers, new Comparison());
            close(); // before the broker, for which they would look
            return comparison;
        }
    }

    private List<Peer> peersOf(Load load) {
        return peers.stream()
                .filter(peer -> peer.needsBroker() == load.needsBroker())
                .toList();
    }

    private Comparison measure(Load load, List<Server> measured, Comparison comparison) {
        try (Contest contest = new Contest(load, choice.round(), report)) {
            measured.forEach(contest::enter);
            awaitRest(measured); // one that was left out while its clients subscribed may be busy with them
            contest.rounds(choice.warmUp().orElse(load.warmUpRounds()), new Comparison());
            contest.rounds(choice.rounds(), comparison);
        }
        awaitRest(measured);
        return comparison;
    }

    /** Waits until nothing that was asked for is still being done, at the cost of what is measured next. */
    private static void awaitRest(List<Server> servers) {
        for (Server server : servers) {
            try {
                server.rests(PATIENCE);
            } catch (IOException e) {
                System.out.printf("%s: %s%n", server.peer().title(), e.getMessage());
            }
        }
    }

    private Server start(Peer peer, List<String> jvm, List<String> arguments, @Nullable VirtualHost upstream)
            throws IOException {
        List<String> options = peer.isStampede()
                ? Stream.concat(jvm.stream(), choice.ourOptions().stream()).toList()
                : jvm;
        ServerProgram program = peer.program(cores.serverPrefix(), options, arguments);
        return new Server(peer, program.complainingTo(log(peer)).start(), upstream);
    }

    private static Path log(Peer peer) {
        return LOGS.resolve(peer.word() + ".log");
    }

    @Override
    public void close() {
        servers.forEach(Server::close);
        servers.clear();
    }
}
