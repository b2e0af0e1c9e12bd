package io.github.stampedestomp.broker;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
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
    public CompletionStage<Void> send(Message message) {
        if (destinations.kindToSend(message.destination()) == Destinations.Kind.TOPIC) {
            topics.send(message);
        } else {
            queues.requireRoom(message.destination(), 1, message.weight());
            queues.requireRoomInAll(message.weight());
            queues.send(message);
        }
        return CONFIRMED;
    }

    @Override
    public CompletionStage<Void> sendAll(List<Message> messages) {
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
        return CONFIRMED;
    }

    @Override
    public CompletionStage<Void> subscribe(Subscriber subscriber) {
        if (destinations.kindToSubscribe(subscriber.destination()) == Destinations.Kind.TOPIC) {
            topics.subscribe(subscriber);
        } else {
            queues.subscribe(subscriber);
        }
        return CONFIRMED;
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
        settle(subscriber, message);
    }

    /** {@return whether it is news that a message was consumed} Takes note of it. */
    public boolean settle(Subscriber subscriber, Message message) {
        return isQueue(subscriber) && queues.ack(subscriber, message);
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

    /**
     * {@return whether each message to a destination goes to one consumer}
     *
     * @throws ProtocolException if nothing can be sent to the destination
     */
    public boolean leadsToQueue(String destination) {
        return destinations.kindToSend(destination) == Destinations.Kind.QUEUE;
    }

    /** Delivers a message to those alone who subscribe to precisely a topic or a pattern of topics, whatever else fits. */
    public void deliver(String subscribed, Message message) {
        topics.deliver(subscribed, message);
    }

    /** {@return how many subscribe to precisely a destination or pattern} */
    public int subscribers(String subscribed) {
        return destinations.isQueue(subscribed) ? queues.consumers(subscribed) : topics.subscribers(subscribed);
    }

    /** Forgets the messages that wait in a queue, but not those that a consumer has. */
    public void discard(String queue) {
        queues.discard(queue);
    }

    /** {@return whether there is neither a subscription nor a message that waits} */
    public boolean isEmpty() {
        return topics.isEmpty() && queues.isEmpty();
    }

    private boolean isQueue(Subscriber subscriber) {
        return destinations.isQueue(subscriber.destination());
    }
}
