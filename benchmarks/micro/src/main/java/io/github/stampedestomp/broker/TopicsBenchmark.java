package io.github.stampedestomp.broker;

import io.github.stampedestomp.micro.Timed;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to find the subscribers of a destination among those of many others, and to be one of them. */
public class TopicsBenchmark extends Timed {
    private static final int MESSAGES = 1024;

    private final class Reader implements Subscriber {
        private final String destination;

        Reader(String destination) {
            this.destination = destination;
        }

        @Override
        public String destination() {
            return destination;
        }

        @Override
        public void deliver(Message message) {
            delivered = message;
            deliveries++;
        }
    }

    /** How many destinations have a subscriber. */
    @Param({"1000", "100000"})
    public int destinations;

    /** How many patterns have a subscriber; two of them fit every destination. */
    @Param({"0", "100"})
    public int patterns;

    private Topics topics = new Topics(new Occupancy(BrokerSettings.DEFAULT));
    private Broker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    private Message[] messages = {};
    private Subscriber newcomer = new Reader(order(0));
    private Subscriber watcher = new Reader("/topic/shops/*/orders");
    private int next;

    private @Nullable Message delivered;
    /** How many messages have reached a subscriber. */
    long deliveries;

    /** Prepares nothing yet. */
    public TopicsBenchmark() {}

    /** Subscribes to all destinations, and prepares messages to some of them. */
    @Setup
    public void subscribe() {
        IntStream.range(0, destinations).forEach(i -> subscribe(order(i)));
        IntStream.range(0, patterns).forEach(i -> subscribe(pattern(i)));
        messages = IntStream.range(0, MESSAGES)
                .map(i -> (int) ((long) i * destinations / MESSAGES))
                .mapToObj(i -> Message.of(order(i), "3 pieces"))
                .toArray(Message[]::new);
        newcomer = new Reader(order(destinations / 2));
        watcher = new Reader("/topic/shops/" + destinations / 2 + "/*");
    }

    /** The search alone. */
    @Benchmark
    public @Nullable Message find() {
        topics.send(nextMessage());
        return delivered;
    }

    /** The search behind the checks of the destination. */
    @Benchmark
    public @Nullable Message send() {
        broker.send(nextMessage());
        return delivered;
    }

    /** One more subscriber of a destination that comes and goes. */
    @Benchmark
    public Subscriber comeAndGo() {
        broker.subscribe(newcomer);
        broker.unsubscribe(newcomer);
        return newcomer;
    }

    /** A subscriber of a new pattern that comes and goes. */
    @Benchmark
    public Subscriber comeAndGoByPattern() {
        broker.subscribe(watcher);
        broker.unsubscribe(watcher);
        return watcher;
    }

    private Message nextMessage() {
        next = (next + 1) % MESSAGES;
        return messages[next];
    }

    private void subscribe(String destination) {
        Subscriber reader = new Reader(destination);
        topics.subscribe(reader);
        broker.subscribe(reader);
    }

    private static String order(int shop) {
        return "/topic/shops/" + shop + "/orders";
    }

    private static String pattern(int number) {
        return switch (number) {
            case 0 -> "/topic/**";
            case 1 -> "/topic/shops/*/orders";
            default -> "/topic/shops/" + number + "/bills/*";
        };
    }
}
