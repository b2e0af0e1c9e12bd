package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a server uses from a moment on. */
final class Meter {
    private final Server server;
    private final @Nullable BrokerMeter broker;
    private final long allocatedBefore;
    private final long cpuBefore;
    private final long start;

    /** Starts now. */
    Meter(Server server) throws IOException {
        this.server = server;
        VirtualHost upstream = server.upstream();
        this.broker = upstream == null ? null : new BrokerMeter(upstream);
        this.allocatedBefore = server.allocatedBytes();
        this.cpuBefore = server.cpuNanos();
        this.start = System.nanoTime();
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    long cpuNanos() throws IOException {
        return server.cpuNanos() - cpuBefore;
    }

    /** {@return what so many deliveries have cost up to now} */
    Round round(long arrived) throws IOException {
        double deliveries = arrived;
        double seconds = seconds();
        Round round = new Round().put(Figure.DELIVERIES_PER_SECOND, deliveries / seconds);
        if (deliveries > 0) {
            round.put(Figure.CPU_PER_DELIVERY, cpuNanos() / deliveries)
                    .put(Figure.ALLOCATED_PER_DELIVERY, (server.allocatedBytes() - allocatedBefore) / deliveries);
            if (broker != null) {
                broker.addTo(round, deliveries);
            }
        }
        return round;
    }
}
