package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One publisher that sends at times that are fixed beforehand, whatever the server does. How long a delivery takes counts from when
 * its message was due, not from when it was sent, so that a server that holds the publisher up is not flattered.
 */
final class Steady extends Crowd {
    private static final String DESTINATION = Transport.WEBSOCKET.destination();
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int DIGITS = 3;

    private final List<DeliveryOrder> orders = new ArrayList<>();
    private final Histogram latencies = new Histogram(DIGITS);
    private final Load.AtTimes load;
    private final Publisher publisher;
    private final long intervalNanos;
    /** When the first message of this round is due, and how many were sent before. */
    private long start;

    private long publishedBefore;

    private Steady(Server server, Load.AtTimes load) throws IOException {
        super(server, new Bodies(load.bodyBytes()));
        this.load = load;
        this.publisher = publisher(connect(), DESTINATION);
        this.intervalNanos = Duration.ofSeconds(1).toNanos() / load.messagesPerSecond();
    }

    static Steady open(Server server, Load.AtTimes load) throws IOException {
        Steady opened = new Steady(server, load);
        for (int i = 0; i < load.subscribers(); i++) {
            DeliveryOrder order = new DeliveryOrder(opened.faults());
            opened.orders.add(order);
            Wire wire = Transport.WEBSOCKET.connect(server.port(), "");
            opened.subscribe(Transport.WEBSOCKET, wire, "", "0", DESTINATION);
            opened.add(Transport.WEBSOCKET, wire, "", number -> opened.arrive(order, number));
        }
        return opened;
    }

    private void arrive(DeliveryOrder order, long number) {
        order.accept(number);
        latencies.recordValue(System.nanoTime() - due(number));
    }

    private long due(long number) {
        return start + (number - publishedBefore - 1) * intervalNanos;
    }

    @Override
    void startRound() {
        latencies.reset();
        publishedBefore = publisher.published();
        start = System.nanoTime();
    }

    @Override
    public Round run(Duration time) throws IOException {
        return super.run(time)
                .without(Figure.DELIVERIES_PER_SECOND)
                .put(Figure.MEDIAN_LATENCY, latencies.getValueAtPercentile(50))
                .put(Figure.HIGH_LATENCY, latencies.getValueAtPercentile(99));
    }

    @Override
    void publish(long most) throws IOException {
        long due = publishedBefore + 1 + (System.nanoTime() - start) / intervalNanos;
        publisher.publish(Math.min(due, publisher.published() + most));
    }

    /** Wakes up a little too early for the next message, and goes on looking until it is due. */
    @Override
    long waitMillis() {
        long left = due(publisher.published() + 1) - System.nanoTime();
        return Math.max(0, left / NANOS_PER_MILLI - 1);
    }

    @Override
    void flush() throws IOException {
        publisher.flush();
    }

    @Override
    long expected() {
        return publisher.published() * load.subscribers();
    }

    @Override
    void end() {
        orders.forEach(order -> order.end(publisher.published()));
    }
}
