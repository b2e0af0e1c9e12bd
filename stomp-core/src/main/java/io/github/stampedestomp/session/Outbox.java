package io.github.stampedestomp.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was delivered to a session and not given to its connection yet. Any thread may add; the first addition wakes the
 * connection. Only the connection's thread takes out.
 *
 * <p>It counts bytes, together with those that the connection has not sent. Past a mark, publishers are held until it has
 * drained. Past its limit, once the client lags, it drops what may be dropped; if that is not enough it has overflowed, and the
 * session must end. A client that keeps up may be given much more in one burst.
 */
final class Outbox {
    /** How many times its limit may wait for a client that keeps up: messages that wait are shared and cost little. */
    private static final int BURST = 16;

    private final Connection connection;
    private final long limitBytes;
    /** Taken from the additions, all at once. Belongs to the connection's thread. */
    private ArrayDeque<Delivery> taken = new ArrayDeque<>(1);
    /** The weight of what was polled since the last {@link #settle}. Belongs to the connection's thread. */
    private long polledBytes;

    /** What may be dropped, which never leaves the lock before it is polled; null as long as there was none. */
    private volatile @Nullable Lanes lanes;
    /** Whether something was dropped that nobody has counted yet. */
    private volatile boolean hasDropped;

    @GuardedBy("this")
    private ArrayDeque<Delivery> added = new ArrayDeque<>(1);

    /** Who is held on its behalf; null as long as there was nobody. */
    @GuardedBy("this")
    private @Nullable Set<Publisher> held;

    @GuardedBy("this")
    private int turns;

    @GuardedBy("this")
    private long waitingBytes;

    @GuardedBy("this")
    private boolean isAwake;

    @GuardedBy("this")
    private boolean isLagging;

    /** Whether the client has lagged and not caught up since. */
    @GuardedBy("this")
    private boolean isBehind;

    /** Written under the lock, read without. */
    private volatile boolean hasOverflowed;

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
        turns++;
        Delivery delivery = new Delivery(subscription, message, turns);
        boolean canDrop = subscription.slowReader() != SlowReader.CLOSE;
        long before = unsentBytes();
        if (canDrop) {
            admitDroppable(delivery, before);
        } else {
            admit(delivery, before);
        }
        Publisher publisher = message.publisher();
        boolean holdsNobody = canDrop ? isBehind : isLagging;
        if (publisher != null && before + message.weight() > limitBytes / 4 && !holdsNobody) {
            hold(publisher);
        }
        boolean isFirst = !isAwake || hasOverflowed;
        isAwake = true;
        return isFirst;
    }

    @GuardedBy("this")
    private void admit(Delivery delivery, long before) {
        long excess = before + delivery.weight() - (isLagging ? limitBytes : BURST * limitBytes);
        if (before > 0 && excess > 0 && drop(excess) < excess) {
            hasOverflowed = true;
        } else {
            added.add(delivery);
            waitingBytes += delivery.weight();
        }
    }

    /** Adds first and drops then, so that the new one may be what is dropped. */
    @GuardedBy("this")
    private void admitDroppable(Delivery delivery, long before) {
        Lanes all = lanes;
        if (all == null) {
            all = new Lanes();
            lanes = all;
        }
        Lane lane = all.of(delivery.subscription().slowReader());
        if (isBehind || before + delivery.weight() > limitBytes) {
            waitingBytes -= lane.fallBehind();
        }
        waitingBytes += lane.add(delivery);
        if (before > 0) {
            waitingBytes -= lane.drop(unsentBytes() - (isBehind ? limitBytes : BURST * limitBytes));
        }
        if (lane.hasDropped()) {
            hasDropped = true;
        }
    }

    /** Drops what may be dropped until that many bytes fewer wait. {@return how many bytes fewer wait now} */
    @GuardedBy("this")
    private long drop(long bytes) {
        Lanes all = lanes;
        if (all == null || bytes <= 0) {
            return 0;
        }
        long freed = all.drop(bytes);
        noteFreed(freed);
        return freed;
    }

    /** {@return how many deliveries wait} */
    synchronized int size() {
        return taken.size() + added.size() + (lanes == null ? 0 : lanes.size());
    }

    /** {@return the delivery whose turn it is, or null if none waits; then the next addition wakes again} */
    @Nullable
    Delivery poll() {
        Delivery delivery = lanes == null && !taken.isEmpty() ? taken.remove() : next();
        polledBytes += delivery == null ? 0 : delivery.weight();
        return delivery;
    }

    private synchronized @Nullable Delivery next() {
        if (taken.isEmpty()) {
            ArrayDeque<Delivery> all = added;
            added = taken;
            taken = all;
        }
        Delivery first = taken.peek();
        Lane lane = lanes == null ? null : lanes.nextBefore(first);
        isAwake = first != null || lane != null;
        return lane == null ? taken.poll() : lane.takeFirst();
    }

    /**
     * Takes note of what was polled and of what the connection has sent; lets publishers go on if that is enough.
     *
     * @return whether it has to be called again when the connection has sent more
     */
    synchronized boolean settle() {
        waitingBytes -= polledBytes;
        polledBytes = 0;
        if (unsentBytes() <= limitBytes / 8) {
            isBehind = isLagging;
            releasePublishers();
        }
        return mustSettle();
    }

    /**
     * Holds nobody back any more, as long as the client lags: others must not wait for it.
     *
     * @return whether {@link #settle} has to be called when the connection has sent more
     */
    synchronized boolean lag(boolean lags) {
        isLagging = lags;
        if (lags) {
            fallBehind();
            releasePublishers();
            hasOverflowed |= unsentBytes() > limitBytes && waitingBytes > 0;
        } else if (unsentBytes() <= limitBytes / 8) {
            isBehind = false;
        }
        return mustSettle();
    }

    @GuardedBy("this")
    private boolean mustSettle() {
        return isBehind || (held != null && !held.isEmpty());
    }

    @GuardedBy("this")
    private void fallBehind() {
        if (!isBehind && lanes != null) {
            noteFreed(lanes.fallBehind());
        }
        isBehind = true;
        drop(unsentBytes() - limitBytes);
    }

    @GuardedBy("this")
    private void noteFreed(long bytes) {
        waitingBytes -= bytes;
        hasDropped = hasDropped || bytes > 0;
    }

    synchronized long waitingBytes() {
        return waitingBytes;
    }

    /** {@return how many bytes wait, here or in the connection} */
    @GuardedBy("this")
    private long unsentBytes() {
        return waitingBytes + connection.unsentBytes();
    }

    boolean hasOverflowed() {
        return hasOverflowed;
    }

    /** {@return whether something was dropped since it was counted last} */
    boolean hasDropped() {
        return hasDropped;
    }

    /** {@return how many messages were dropped since this was asked last, by the policy} */
    synchronized Map<SlowReader, Integer> takeDropped() {
        hasDropped = false;
        return lanes == null ? Map.of() : lanes.takeDropped();
    }

    /** Forgets everything and takes nothing more. */
    synchronized void close() {
        isClosed = true;
        added.clear();
        taken.clear();
        lanes = null;
        releasePublishers();
    }

    @GuardedBy("this")
    private void hold(Publisher publisher) {
        Set<Publisher> all = held;
        if (all == null) {
            all = new LinkedHashSet<>();
            held = all;
        }
        if (all.add(publisher)) {
            publisher.hold();
        }
    }

    @GuardedBy("this")
    private void releasePublishers() {
        if (held != null) {
            held.forEach(Publisher::release);
            held.clear();
        }
    }
}
