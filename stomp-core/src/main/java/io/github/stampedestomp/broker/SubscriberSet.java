package io.github.stampedestomp.broker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Subscribers of one destination or pattern. Changes are rare and locked; reading is frequent and is not. */
final class SubscriberSet {
    @GuardedBy("this")
    private final Set<Subscriber> members = new LinkedHashSet<>();

    /** The members as they are, or null if they have changed since it was made. */
    private volatile Subscriber @Nullable [] snapshot;

    /** {@return whether it was not there before} */
    synchronized boolean add(Subscriber subscriber) {
        snapshot = null;
        return members.add(subscriber);
    }

    /** {@return whether it was there} */
    synchronized boolean remove(Subscriber subscriber) {
        snapshot = null;
        return members.remove(subscriber);
    }

    synchronized int size() {
        return members.size();
    }

    synchronized boolean isEmpty() {
        return members.isEmpty();
    }

    void deliver(Message message) {
        for (Subscriber subscriber : snapshot()) {
            subscriber.deliver(message);
        }
    }

    private Subscriber[] snapshot() {
        Subscriber[] known = snapshot;
        return known != null ? known : newSnapshot();
    }

    private synchronized Subscriber[] newSnapshot() {
        Subscriber[] made = members.toArray(new Subscriber[0]);
        snapshot = made;
        return made;
    }
}
