package io.github.stampedestomp.broker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One queue: each message goes to one consumer, in turn. A message that comes back is delivered again before those that
 * were never delivered, in the order in which the messages were sent.
 *
 * <p>Not safe for threads; {@link Queues} lets one in at a time.
 */
final class WorkQueue {
    /** Where a message stands in the order of the queue. */
    record Entry(long position, Message message) {}

    private final BrokerSettings settings;
    private final Deque<Entry> fresh = new ArrayDeque<>();
    private final TreeMap<Long, Entry> returned = new TreeMap<>();
    /** The consumers stand in line; the one that gets a message goes to the end. */
    private final Map<Subscriber, Consumer> consumers = new LinkedHashMap<>();

    private final Set<Publisher> held = new LinkedHashSet<>();
    private long lastPosition;
    private long waitingBytes;
    /** What was taken in and not acked yet, whether it waits or a consumer has it. */
    private long storedBytes;

    WorkQueue(BrokerSettings settings) {
        this.settings = settings;
    }

    boolean hasRoomForMessages(int messages) {
        return waiting() + messages <= settings.queueMessages();
    }

    boolean hasRoomForBytes(long bytes) {
        return waitingBytes + bytes <= settings.queueBytes();
    }

    int waiting() {
        return fresh.size() + returned.size();
    }

    int consumers() {
        return consumers.size();
    }

    boolean isIdle() {
        return consumers.isEmpty() && waiting() == 0;
    }

    DestinationStatus status(String destination) {
        return new DestinationStatus(destination, consumers.size(), waiting());
    }

    long storedBytes() {
        return storedBytes;
    }

    void send(Message message) {
        lastPosition++;
        fresh.add(new Entry(lastPosition, message));
        waitingBytes += message.weight();
        storedBytes += message.weight();
        dispatch();
        Publisher publisher = message.publisher();
        boolean isFilling = waiting() > settings.queueMessages() / 2 || waitingBytes > settings.queueBytes() / 2;
        if (publisher != null && isFilling && !consumers.isEmpty() && held.add(publisher)) {
            publisher.hold();
        }
    }

    void subscribe(Subscriber subscriber) {
        consumers.put(subscriber, new Consumer(subscriber, settings));
        dispatch();
    }

    void unsubscribe(Subscriber subscriber) {
        Consumer consumer = consumers.remove(subscriber);
        if (consumer != null) {
            consumer.takeAll().forEach(this::takeBack);
            dispatch();
        }
    }

    /** {@return whether the subscriber had the message} */
    boolean ack(Subscriber subscriber, Message message) {
        Entry entry = settle(subscriber, message);
        storedBytes -= entry == null ? 0 : message.weight();
        dispatch();
        return entry != null;
    }

    void nack(Subscriber subscriber, Message message) {
        Entry entry = settle(subscriber, message);
        if (entry != null) {
            takeBack(entry);
        }
        dispatch();
    }

    /** Forgets what waits, but not what a consumer has. */
    void discard() {
        storedBytes -= waitingBytes;
        waitingBytes = 0;
        fresh.clear();
        returned.clear();
        dispatch();
    }

    private @Nullable Entry settle(Subscriber subscriber, Message message) {
        Consumer consumer = consumers.get(subscriber);
        return consumer == null ? null : consumer.take(message);
    }

    private void takeBack(Entry entry) {
        returned.put(entry.position, new Entry(entry.position, entry.message.redelivered()));
        waitingBytes += entry.message.weight();
    }

    private void dispatch() {
        while (waiting() > 0) {
            Consumer consumer = nextWithRoom();
            if (consumer == null) {
                break;
            }
            Entry entry = returned.isEmpty()
                    ? fresh.remove()
                    : returned.pollFirstEntry().getValue();
            waitingBytes -= entry.message.weight();
            consumer.deliver(entry);
        }
        boolean hasDrained = waiting() <= settings.queueMessages() / 4 && waitingBytes <= settings.queueBytes() / 4;
        if (hasDrained || consumers.isEmpty()) {
            held.forEach(Publisher::release);
            held.clear();
        }
    }

    private @Nullable Consumer nextWithRoom() {
        for (Consumer consumer : consumers.values()) {
            if (consumer.hasRoom()) {
                consumers.remove(consumer.subscriber());
                consumers.put(consumer.subscriber(), consumer);
                return consumer;
            }
        }
        return null;
    }
}
