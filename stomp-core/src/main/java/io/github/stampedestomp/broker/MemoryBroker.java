package io.github.stampedestomp.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A broker that keeps all it needs in memory: topics, whose messages go to every subscriber, and queues, whose messages
 * go to one consumer each.
 */
public final class MemoryBroker implements Broker {
    private static final class Demand {
        int messages;
        long bytes;
    }

    private final Destinations destinations;
    private final Occupancy occupancy;
    private final Topics topics;
    private final Queues queues;

    /** Creates a broker without subscriptions. */
    public MemoryBroker(BrokerSettings settings) {
        this.destinations = new Destinations(settings);
        this.occupancy = new Occupancy(settings);
        this.topics = new Topics(occupancy);
        this.queues = new Queues(settings, occupancy);
    }

    @Override
    public void send(Message message) {
        if (destinations.kindToSend(message.destination()) == Destinations.Kind.TOPIC) {
            topics.send(message);
        } else {
            queues.requireRoom(message.destination(), 1, message.weight());
            queues.requireRoomInAll(message.weight());
            queues.send(message);
        }
    }

    @Override
    public void sendAll(List<Message> messages) {
        Map<String, Demand> demandByQueue = new HashMap<>();
        for (Message message : messages) {
            if (destinations.kindToSend(message.destination()) == Destinations.Kind.QUEUE) {
                Demand demand = demandByQueue.computeIfAbsent(message.destination(), queue -> new Demand());
                demand.messages++;
                demand.bytes += message.weight();
            }
        }
        demandByQueue.forEach((queue, demand) -> queues.requireRoom(queue, demand.messages, demand.bytes));
        if (!demandByQueue.isEmpty()) {
            queues.requireRoomInAll(demandByQueue.values().stream()
                    .mapToLong(demand -> demand.bytes)
                    .sum());
        }
        for (Message message : messages) {
            if (demandByQueue.containsKey(message.destination())) {
                queues.send(message);
            } else {
                topics.send(message);
            }
        }
    }

    @Override
    public void subscribe(Subscriber subscriber) {
        if (destinations.kindToSubscribe(subscriber.destination()) == Destinations.Kind.TOPIC) {
            topics.subscribe(subscriber);
        } else {
            queues.subscribe(subscriber);
        }
    }

    @Override
    public void unsubscribe(Subscriber subscriber) {
        if (isQueue(subscriber)) {
            queues.unsubscribe(subscriber);
        } else {
            topics.unsubscribe(subscriber);
        }
    }

    @Override
    public void ack(Subscriber subscriber, Message message) {
        if (isQueue(subscriber)) {
            queues.ack(subscriber, message);
        }
    }

    @Override
    public void nack(Subscriber subscriber, Message message) {
        if (isQueue(subscriber)) {
            queues.nack(subscriber, message);
        }
    }

    @Override
    public boolean keepsUntilAcked(Subscriber subscriber) {
        return isQueue(subscriber);
    }

    @Override
    public List<DestinationStatus> destinations() {
        return Stream.concat(topics.statuses(), queues.statuses()).toList();
    }

    /** Reads counts that are kept anyway, and takes no lock. */
    @Override
    public BrokerStatus status() {
        return new BrokerStatus(
                occupancy.destinations(), occupancy.subscriptions(), queues.waitingMessages(), queues.storedBytes());
    }

    /** {@return whether there is neither a subscription nor a message that waits} */
    public boolean isEmpty() {
        return topics.isEmpty() && queues.isEmpty();
    }

    private boolean isQueue(Subscriber subscriber) {
        return destinations.isQueue(subscriber.destination());
    }
}
