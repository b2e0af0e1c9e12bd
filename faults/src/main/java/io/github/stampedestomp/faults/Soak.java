package io.github.stampedestomp.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a server work at a share of its capacity for as long as wished, with clients of all kinds that come, go and stop
 * reading, checks each delivery, and writes down what the server has in use.
 */
final class Soak {
    private static final double NANOS = 1e9;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SoakOptions options;
    private final List<Sample> samples = new ArrayList<>();
    private long lastSent;
    private long lastDelivered;
    private long lastAt;

    Soak(SoakOptions options) {
        this.options = options;
    }

    /** Runs a soak; see {@link SoakOptions#parse}. Ends with status 1 if something was lost, doubled or out of order. */
    public static void main(String[] words) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Soak soak = new Soak(SoakOptions.parse(words));
        Sample last = soak.run();
        System.out.printf(
                "heap slope %.2f MiB/h, %s%n", soak.heapSlope(), last.isFlawless() ? "flawless" : "NOT flawless");
        System.exit(last.isFlawless() ? 0 : 1);
    }

    /** {@return the last sample, whose counts are those of the whole run} */
    Sample run() throws IOException {
        Files.createDirectories(options.folder());
        Path table = options.folder().resolve("soak.csv");
        try (ServerProcess server =
                        ServerProcess.start("-Xmx512m", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4");
                Swarm swarm = Swarm.to(server.port());
                PrintWriter lines = new PrintWriter(Files.newBufferedWriter(table))) {
            lines.println(Sample.HEAD);
            SoakCrowd crowd = new SoakCrowd(swarm, options);
            try {
                crowd.awaitArrivals();
                crowd.pace(options.share() * capacity(crowd));
                sampleAll(server, crowd, lines);
                crowd.awaitEnd();
                awaitGone(server);
            } catch (UncheckedIOException e) {
                System.err.println("the server has died: " + e.getMessage());
                throw e;
            } finally {
                draw();
            }
            return sample(server, crowd, lines, options.duration());
        }
    }

    /** Waits until the server has seen the end of all connections; if it does not, the last sample says so. */
    private static void awaitGone(ServerProcess server) {
        try {
            Await.until("all are gone", PATIENCE, () -> server.counted().connections() == 0);
        } catch (AssertionError e) {
            System.err.println(e.getMessage());
        }
    }

    private void draw() throws IOException {
        if (!samples.isEmpty()) {
            new SoakPicture(samples).write(options.folder().resolve("soak.png"));
        }
    }

    /** {@return how many messages all can publish in a second} */
    private double capacity(SoakCrowd crowd) {
        crowd.saturate();
        pass(options.capacityTime()); // until what runs often is compiled
        long sent = crowd.ask(() -> crowd.tally.sent);
        long delivered = crowd.ask(() -> crowd.tally.delivered);
        long begun = System.nanoTime();
        pass(options.capacityTime());
        double seconds = (System.nanoTime() - begun) / NANOS;
        double capacity = (crowd.ask(() -> crowd.tally.sent) - sent) / seconds;
        double deliveries = (crowd.ask(() -> crowd.tally.delivered) - delivered) / seconds;
        System.out.printf(
                "capacity %.0f messages/s, %.0f deliveries/s; goes on with %.0f %% of it%n",
                capacity, deliveries, 100 * options.share());
        crowd.quiet();
        pass(Duration.ofSeconds(1)); // until what is on its way has come
        crowd.ask(() -> {
            crowd.tally.latencies.clear();
            lastSent = crowd.tally.sent;
            lastDelivered = crowd.tally.delivered;
            return true;
        });
        lastAt = System.nanoTime();
        return capacity;
    }

    private void sampleAll(ServerProcess server, SoakCrowd crowd, PrintWriter lines) {
        long begun = System.nanoTime();
        long samplesWanted = options.duration().dividedBy(options.interval());
        for (long i = 1; i <= samplesWanted; i++) {
            long due = begun + options.interval().multipliedBy(i).toNanos();
            pass(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            samples.add(sample(server, crowd, lines, Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    private Sample sample(ServerProcess server, SoakCrowd crowd, PrintWriter lines, Duration at) {
        Sample sample = crowd.ask(() -> count(crowd.tally, at)).with(server.standing());
        lines.println(sample.line());
        lines.flush();
        System.out.println(sample.line());
        return sample;
    }

    private Sample count(Tally tally, Duration at) {
        long now = System.nanoTime();
        double seconds = (now - lastAt) / NANOS;
        Sample sample = new Sample(
                at,
                Standing.NONE,
                (tally.sent - lastSent) / seconds,
                (tally.delivered - lastDelivered) / seconds,
                tally.latencies.of(0.99),
                tally.latencies.longest(),
                tally.lost,
                tally.doubled,
                tally.outOfOrder,
                tally.reconnects,
                tally.cuts,
                tally.unexpectedEnds);
        lastAt = now;
        lastSent = tally.sent;
        lastDelivered = tally.delivered;
        tally.latencies.clear();
        return sample;
    }

    /** {@return by how many MiB the heap grows in an hour, by the line through all samples but the first tenth} */
    double heapSlope() {
        List<Sample> settled = samples.subList(samples.size() / 10, samples.size());
        double meanTime = settled.stream().mapToDouble(Soak::hours).average().orElse(0);
        double meanHeap =
                settled.stream().mapToDouble(Sample::heapMebibytes).average().orElse(0);
        double product = 0;
        double square = 0;
        for (Sample sample : settled) {
            double time = hours(sample) - meanTime;
            product += time * (sample.heapMebibytes() - meanHeap);
            square += time * time;
        }
        return square == 0 ? 0 : product / square;
    }

    private static double hours(Sample sample) {
        return sample.at().toSeconds() / SECONDS_PER_HOUR;
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
