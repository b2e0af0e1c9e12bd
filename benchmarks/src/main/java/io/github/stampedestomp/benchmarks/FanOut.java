package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One publisher and the subscribers of all it sends, on one thread, with a bounded number of messages on their way. */
final class FanOut implements AutoCloseable {
    private static final int LEAST_ROOM_BYTES = 256 * 1024;
    private static final int LOOK_EVERY_MILLIS = 10;
    private static final int MOST_PROBES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final byte[] room;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Faults faults = new Faults();
    private final Transport transport;
    private final Load load;
    private final Bodies bodies;
    private final Selector selector;
    private final Publisher publisher;
    private long deliveries;

    private FanOut(int port, Transport transport, Load load) throws IOException {
        this.transport = transport;
        this.load = load;
        this.bodies = new Bodies(load.bodyBytes());
        this.room = new byte[Math.max(LEAST_ROOM_BYTES, 4 * load.bodyBytes())];
        this.selector = Selector.open();
        this.publisher = Publisher.open(port, transport.destination(), bodies);
    }

    /** Connects to a server that confirms a SUBSCRIBE by a receipt. */
    static FanOut open(int port, Transport transport, Load load) throws IOException {
        FanOut opened = new FanOut(port, transport, load);
        for (int i = 0; i < load.subscribers(); i++) {
            Wire wire = transport.subscribe(port, opened.session(i));
            wire.await("receipt-id:here");
            opened.add(wire, i);
        }
        return opened;
    }

    /** Connects to a server that gives no receipts, so that each subscriber waits for a first message. */
    static FanOut openByProbes(int port, Transport transport, Load load) throws IOException {
        FanOut opened = new FanOut(port, transport, load);
        for (int i = 0; i < load.subscribers(); i++) {
            Wire wire = transport.subscribe(port, opened.session(i));
            opened.probe(wire);
            opened.add(wire, i);
        }
        return opened;
    }

    private void probe(Wire wire) throws IOException {
        for (int i = 0; i < MOST_PROBES; i++) {
            publisher.probe();
            if (wire.hears("MESSAGE")) {
                return;
            }
        }
        throw new IOException("no message came after " + MOST_PROBES + " were sent");
    }

    private void add(Wire wire, int number) throws IOException {
        byte[] opening = transport.opening(session(number));
        Subscriber subscriber = new Subscriber(transport, wire.channel(), opening, bodies, faults);
        subscriber.channel().register(selector, SelectionKey.OP_READ, subscriber);
        subscribers.add(subscriber);
    }

    private String session(int number) {
        return transport.name() + number;
    }

    Transport transport() {
        return transport;
    }

    Faults faults() {
        return faults;
    }

    /** Sends messages and waits until each has reached all subscribers. */
    void run(int messages) throws IOException {
        long goal = publisher.published() + messages;
        publishWhile(() -> publisher.published() < goal, goal);
        awaitAll();
    }

    /** Sends messages for some time and waits until each has reached all subscribers. {@return how many deliveries} */
    long run(Duration time) throws IOException {
        long before = publisher.published();
        long end = System.nanoTime() + time.toNanos();
        publishWhile(() -> System.nanoTime() - end < 0, Long.MAX_VALUE);
        awaitAll();
        return (publisher.published() - before) * load.subscribers();
    }

    private void publishWhile(BooleanSupplier wanted, long last) throws IOException {
        while (wanted.getAsBoolean()) {
            publisher.publish(Math.min(last, deliveries / load.subscribers() + load.window()));
            selector.select(this::read, LOOK_EVERY_MILLIS);
        }
    }

    private void awaitAll() throws IOException {
        long goal = publisher.published() * load.subscribers();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (deliveries < goal && System.nanoTime() - deadline < 0) {
            publisher.publish(publisher.published()); // what the network has not taken yet
            selector.select(this::read, LOOK_EVERY_MILLIS);
        }
        subscribers.forEach(subscriber -> subscriber.end(publisher.published()));
        deliveries = goal;
    }

    private void read(SelectionKey key) {
        try {
            deliveries += ((Subscriber) key.attachment()).read(room);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        for (Subscriber subscriber : subscribers) {
            subscriber.channel().close();
        }
        selector.close();
    }
}
