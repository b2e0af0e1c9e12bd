package io.github.stampedestomp.broker;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of what clients can make a broker remember is in use. Any thread may use it; threads that come at the same moment
 * may exceed a limit by as many as they are.
 */
final class Occupancy {
    private final AtomicInteger destinations = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final BrokerSettings settings;

    Occupancy(BrokerSettings settings) {
        this.settings = settings;
    }

    void requireRoomForDestination() {
        if (destinations.get() >= settings.destinations()) {
            throw ProtocolException.tooManyDestinations(settings.destinations());
        }
    }

    void requireRoomForSubscription() {
        if (subscriptions.get() >= settings.subscriptions()) {
            throw ProtocolException.tooManySubscriptionsInAll(settings.subscriptions());
        }
    }

    void addDestinations(int more) {
        destinations.addAndGet(more);
    }

    void addSubscriptions(int more) {
        subscriptions.addAndGet(more);
    }

    int destinations() {
        return destinations.get();
    }

    int subscriptions() {
        return subscriptions.get();
    }
}
