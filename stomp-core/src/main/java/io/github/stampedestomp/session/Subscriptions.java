package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The subscriptions of one session, by id; in STOMP 1.0 a destination may stand for the id. */
final class Subscriptions {
    private final int limit;
    /** Most clients have one or two. */
    private final Map<String, Subscription> subscriptionsByName = new LinkedHashMap<>(2);

    Subscriptions(int limit) {
        this.limit = limit;
    }

    void add(Subscription subscription) {
        if (subscriptionsByName.size() == limit) {
            throw ProtocolException.tooManySubscriptions(limit);
        }
        if (subscriptionsByName.putIfAbsent(subscription.name(), subscription) != null) {
            throw ProtocolException.subscriptionExists(subscription.name());
        }
    }

    void remove(Subscription subscription) {
        subscriptionsByName.remove(subscription.name(), subscription);
    }

    @Nullable
    Subscription byId(String id) {
        return subscriptionsByName.get(id);
    }

    /** {@return the first subscription to a destination, whatever its id, or null if there is none} One that is open goes first. */
    @Nullable
    Subscription byDestination(String destination) {
        Subscription open = first(
                subscription -> subscription.isOpen() && subscription.shown().equals(destination));
        return open == null ? first(subscription -> subscription.shown().equals(destination)) : open;
    }

    /** {@return the first subscription with a delivery of that name to acknowledge, or null if there is none} */
    @Nullable
    Subscription awaitingAck(String name) {
        return first(subscription -> subscription.awaitsAck(name));
    }

    /** {@return whether the messages of one of them may be dropped instead of ending the session} */
    boolean keepSlowReader() {
        return first(each -> each.isOpen() && each.slowReader() != SlowReader.CLOSE) != null;
    }

    Collection<Subscription> all() {
        return List.copyOf(subscriptionsByName.values());
    }

    private @Nullable Subscription first(java.util.function.Predicate<Subscription> wanted) {
        for (Subscription subscription : subscriptionsByName.values()) {
            if (wanted.test(subscription)) {
                return subscription;
            }
        }
        return null;
    }
}
