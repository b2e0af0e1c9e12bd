package io.github.stampedestomp.broker;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All queues. A queue exists as long as somebody consumes from it or something waits in it.
 *
 * <p>Whatever is done to a queue is done inside {@code compute} of its destination, which lets in one thread at a time.
 */
final class Queues {
    private final Map<String, WorkQueue> queuesByDestination = new ConcurrentHashMap<>();
    private final AtomicLong allStoredBytes = new AtomicLong();
    private final AtomicLong allWaitingMessages = new AtomicLong();
    private final BrokerSettings settings;
    private final Occupancy occupancy;

    Queues(BrokerSettings settings, Occupancy occupancy) {
        this.settings = settings;
        this.occupancy = occupancy;
    }

    /** Refuses messages for which a queue has no room. What others send at the same moment may take it all the same. */
    void requireRoom(String destination, int messages, long bytes) {
        change(destination, queue -> {
            requireRoomForNew(queue);
            if (!queue.hasRoomForMessages(messages)) {
                throw ProtocolException.queueTooLong(destination, settings.queueMessages());
            }
            if (!queue.hasRoomForBytes(bytes)) {
                throw ProtocolException.queueTooLarge(destination, settings.queueBytes());
            }
        });
    }

    /** Refuses messages for which all queues together have no room. */
    void requireRoomInAll(long bytes) {
        if (allStoredBytes.get() + bytes > settings.allQueuesBytes()) {
            throw ProtocolException.queuesFull(settings.allQueuesBytes());
        }
    }

    void send(Message message) {
        change(message.destination(), queue -> queue.send(message));
    }

    void subscribe(Subscriber subscriber) {
        occupancy.requireRoomForSubscription();
        change(subscriber.destination(), queue -> {
            requireRoomForNew(queue);
            queue.subscribe(subscriber);
        });
    }

    private void requireRoomForNew(WorkQueue queue) {
        if (queue.isIdle()) {
            occupancy.requireRoomForDestination();
        }
    }

    void unsubscribe(Subscriber subscriber) {
        change(subscriber.destination(), queue -> queue.unsubscribe(subscriber));
    }

    boolean ack(Subscriber subscriber, Message message) {
        boolean[] isNews = {false};
        change(subscriber.destination(), queue -> isNews[0] = queue.ack(subscriber, message));
        return isNews[0];
    }

    void nack(Subscriber subscriber, Message message) {
        change(subscriber.destination(), queue -> queue.nack(subscriber, message));
    }

    /** Forgets what waits in a queue. */
    void discard(String destination) {
        change(destination, WorkQueue::discard);
    }

    int consumers(String destination) {
        int[] found = {0};
        queuesByDestination.computeIfPresent(destination, (name, queue) -> {
            found[0] = queue.consumers();
            return queue;
        });
        return found[0];
    }

    Stream<DestinationStatus> statuses() {
        List<DestinationStatus> found = new ArrayList<>();
        for (String destination : queuesByDestination.keySet()) {
            queuesByDestination.computeIfPresent(destination, (name, queue) -> {
                found.add(queue.status(name));
                return queue;
            });
        }
        return found.stream();
    }

    long waitingMessages() {
        return allWaitingMessages.get();
    }

    long storedBytes() {
        return allStoredBytes.get();
    }

    boolean isEmpty() {
        return queuesByDestination.isEmpty() && allStoredBytes.get() == 0;
    }

    private void change(String destination, Consumer<WorkQueue> change) {
        queuesByDestination.compute(destination, (name, known) -> {
            WorkQueue queue = known == null ? new WorkQueue(settings) : known;
            long bytesBefore = queue.storedBytes();
            int waitingBefore = queue.waiting();
            int consumersBefore = queue.consumers();
            change.accept(queue);
            allStoredBytes.addAndGet(queue.storedBytes() - bytesBefore);
            allWaitingMessages.addAndGet(queue.waiting() - waitingBefore);
            occupancy.addSubscriptions(queue.consumers() - consumersBefore);
            occupancy.addDestinations((queue.isIdle() ? 0 : 1) - (known == null ? 0 : 1));
            return queue.isIdle() ? null : queue;
        });
    }
}
