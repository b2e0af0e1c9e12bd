package io.github.stampedestomp.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered to a session and not given to its connection yet. Any thread may add; the first addition wakes the
 * connection. Only the connection's thread takes out.
 *
 * <p>It counts bytes, together with those that the connection has not sent. Past a mark, publishers are held until it has
 * drained. Past its limit it has overflowed, and the session must end, once the client lags; a client that keeps up may be
 * given much more in one burst.
 */
final class Outbox {
    /** A message on its way to a subscription. */
    record Delivery(Subscription subscription, Message message) {}

    /** How many times its limit may wait for a client that keeps up: messages that wait are shared and cost little. */
    private static final int BURST = 16;

    private final Connection connection;
    private final long limitBytes;
    /** Taken from the additions, all at once. Belongs to the connection's thread. */
    private ArrayDeque<Delivery> taken = new ArrayDeque<>();
    /** The weight of what was polled since the last {@link #settle}. Belongs to the connection's thread. */
    private long polledBytes;

    @GuardedBy("this")
    private ArrayDeque<Delivery> added = new ArrayDeque<>();

    @GuardedBy("this")
    private final Set<Publisher> held = new LinkedHashSet<>();

    @GuardedBy("this")
    private long waitingBytes;

    @GuardedBy("this")
    private boolean isAwake;

    @GuardedBy("this")
    private boolean isLagging;

    @GuardedBy("this")
    private boolean hasOverflowed;

    @GuardedBy("this")
    private boolean isClosed;

    Outbox(Connection connection, long limitBytes) {
        this.connection = connection;
        this.limitBytes = limitBytes;
    }

    void add(Subscription subscription, Message message) {
        if (isFirst(subscription, message)) {
            connection.wake();
        }
    }

    private synchronized boolean isFirst(Subscription subscription, Message message) {
        if (isClosed || hasOverflowed) {
            return false;
        }
        long before = waitingBytes + connection.unsentBytes();
        long after = before + message.weight();
        if (before > 0 && after > (isLagging ? limitBytes : BURST * limitBytes)) {
            hasOverflowed = true;
        } else {
            added.add(new Delivery(subscription, message));
            waitingBytes += message.weight();
        }
        Publisher publisher = message.publisher();
        if (publisher != null && after > limitBytes / 4 && !isLagging && held.add(publisher)) {
            publisher.hold();
        }
        boolean isFirst = !isAwake || hasOverflowed;
        isAwake = true;
        return isFirst;
    }

    /** {@return how many deliveries wait} */
    synchronized int size() {
        return taken.size() + added.size();
    }

    /** {@return the delivery that has waited longest, or null if none waits; then the next addition wakes again} */
    @Nullable
    Delivery poll() {
        if (taken.isEmpty() && !takeAdded()) {
            return null;
        }
        Delivery delivery = taken.remove();
        polledBytes += delivery.message.weight();
        return delivery;
    }

    private synchronized boolean takeAdded() {
        ArrayDeque<Delivery> all = added;
        added = taken;
        taken = all;
        isAwake = !all.isEmpty();
        return isAwake;
    }

    /** Takes note of what was polled and of what the connection has sent; lets publishers go on if that is enough. */
    synchronized void settle() {
        waitingBytes -= polledBytes;
        polledBytes = 0;
        if (waitingBytes + connection.unsentBytes() <= limitBytes / 8) {
            releasePublishers();
        }
    }

    /** Holds nobody back any more, as long as the client lags: others must not wait for it. */
    synchronized void lag(boolean lags) {
        isLagging = lags;
        if (lags) {
            releasePublishers();
            hasOverflowed |= waitingBytes + connection.unsentBytes() > limitBytes && waitingBytes > 0;
        }
    }

    synchronized long waitingBytes() {
        return waitingBytes;
    }

    synchronized boolean hasOverflowed() {
        return hasOverflowed;
    }

    /** Forgets everything and takes nothing more. */
    synchronized void close() {
        isClosed = true;
        added.clear();
        taken.clear();
        releasePublishers();
    }

    @GuardedBy("this")
    private void releasePublishers() {
        held.forEach(Publisher::release);
        held.clear();
    }
}
