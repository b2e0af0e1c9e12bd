package io.github.stampedestomp.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Delivers each message to all subscribers of its destination. Publishing takes no lock. */
final class Topics {
    private final Map<String, SubscriberSet> subscribersByDestination = new ConcurrentHashMap<>();
    private final Occupancy occupancy;
    private final PatternTree patterns;

    Topics(Occupancy occupancy) {
        this.occupancy = occupancy;
        this.patterns = new PatternTree(occupancy);
    }

    void send(Message message) {
        SubscriberSet exact = subscribersByDestination.get(message.destination());
        if (exact != null) {
            exact.deliver(message);
        }
        if (!patterns.isEmpty()) {
            patterns.match(message.destination(), subscribers -> subscribers.deliver(message));
        }
    }

    /** Delivers to those who subscribe to precisely this. */
    void deliver(String subscribed, Message message) {
        SubscriberSet subscribers = find(subscribed);
        if (subscribers != null) {
            subscribers.deliver(message);
        }
    }

    /** {@return how many subscribe to precisely this} */
    int subscribers(String subscribed) {
        SubscriberSet subscribers = find(subscribed);
        return subscribers == null ? 0 : subscribers.size();
    }

    private @Nullable SubscriberSet find(String subscribed) {
        return Destinations.isPattern(subscribed)
                ? patterns.find(subscribed)
                : subscribersByDestination.get(subscribed);
    }

    void subscribe(Subscriber subscriber) {
        occupancy.requireRoomForSubscription();
        if (Destinations.isPattern(subscriber.destination())) {
            patterns.add(subscriber);
        } else {
            subscribersByDestination.compute(subscriber.destination(), (destination, known) -> {
                SubscriberSet subscribers = known == null ? newDestination() : known;
                occupancy.addSubscriptions(subscribers.add(subscriber) ? 1 : 0);
                return subscribers;
            });
        }
    }

    private SubscriberSet newDestination() {
        occupancy.requireRoomForDestination();
        occupancy.addDestinations(1);
        return new SubscriberSet();
    }

    void unsubscribe(Subscriber subscriber) {
        if (Destinations.isPattern(subscriber.destination())) {
            patterns.remove(subscriber);
        } else {
            subscribersByDestination.computeIfPresent(subscriber.destination(), (destination, subscribers) -> {
                occupancy.addSubscriptions(subscribers.remove(subscriber) ? -1 : 0);
                occupancy.addDestinations(subscribers.isEmpty() ? -1 : 0);
                return subscribers.isEmpty() ? null : subscribers;
            });
        }
    }

    Stream<DestinationStatus> statuses() {
        List<DestinationStatus> found = new ArrayList<>();
        subscribersByDestination.forEach(
                (destination, subscribers) -> found.add(new DestinationStatus(destination, subscribers.size(), 0)));
        patterns.forEach((pattern, subscribers) -> found.add(new DestinationStatus(pattern, subscribers.size(), 0)));
        return found.stream();
    }

    boolean isEmpty() {
        return subscribersByDestination.isEmpty() && patterns.isEmpty();
    }
}
