package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One publisher and the subscribers of all it sends, on one thread, with a bounded number of messages on their way. */
final class FanOut {
    static final int SUBSCRIBERS = 200;

    private static final int WINDOW = 128;
    private static final int ROOM_BYTES = 256 * 1024;
    private static final int LOOK_EVERY_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final byte[] room = new byte[ROOM_BYTES];
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Transport transport;
    private final Selector selector;
    private final Publisher publisher;
    private long deliveries;

    private FanOut(Transport transport, Selector selector, Publisher publisher) {
        this.transport = transport;
        this.selector = selector;
        this.publisher = publisher;
    }

    static FanOut open(int port, Transport transport) throws IOException {
        FanOut opened = new FanOut(transport, Selector.open(), Publisher.open(port, transport.destination()));
        for (int i = 0; i < SUBSCRIBERS; i++) {
            Subscriber subscriber = Subscriber.open(transport, port, transport.name() + i);
            subscriber.channel().register(opened.selector, SelectionKey.OP_READ, subscriber);
            opened.subscribers.add(subscriber);
        }
        return opened;
    }

    Transport transport() {
        return transport;
    }

    /** Sends messages and waits until each has reached all subscribers, in its turn. */
    void run(int messages) throws IOException {
        long goal = publisher.published() + messages;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (deliveries < goal * SUBSCRIBERS) {
            publisher.publish(Math.min(goal, deliveries / SUBSCRIBERS + WINDOW));
            selector.select(this::read, LOOK_EVERY_MILLIS);
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("only " + deliveries + " deliveries came of " + goal * SUBSCRIBERS);
            }
        }
        subscribers.forEach(subscriber -> subscriber.end(goal));
    }

    private void read(SelectionKey key) {
        try {
            deliveries += ((Subscriber) key.attachment()).read(room);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
