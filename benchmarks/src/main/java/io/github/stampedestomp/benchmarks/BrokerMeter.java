package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.benchmarks.VirtualHost.Counts;
import java.io.IOException;

/** What a broker does for one server from a moment on, in which no other uses it. */
final class BrokerMeter {
    private final VirtualHost host;
    private final long handedOverBefore;
    private final long cpuBefore;

    /** Starts now, after a second in which the broker is asked. */
    BrokerMeter(VirtualHost host) throws IOException {
        this.host = host;
        this.handedOverBefore = host.counts().handedOver();
        this.cpuBefore = host.node().cpuNanos();
    }

    /** Adds to a round what so many deliveries have cost the broker up to now. */
    void addTo(Round round, double deliveries) throws IOException {
        round.put(Figure.BROKER_CPU_PER_DELIVERY, (host.node().cpuNanos() - cpuBefore) / deliveries);
        Counts counts = host.counts();
        round.put(Figure.HANDED_OVER_PER_DELIVERY, (counts.handedOver() - handedOverBefore) / deliveries)
                .put(Figure.BROKER_CONNECTIONS, counts.connections())
                .put(Figure.BROKER_QUEUES, counts.queues());
    }
}
