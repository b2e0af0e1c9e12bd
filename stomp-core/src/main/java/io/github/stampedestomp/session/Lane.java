package io.github.stampedestomp.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Deliveries that wait and may be dropped by one policy, in turn. It is guarded by the lock of its outbox. */
abstract class Lane {
    private final ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private int dropped;

    /** {@return what has waited longest, or null if nothing waits} */
    @Nullable
    Delivery first() {
        return waiting.peek();
    }

    /** Takes out what has waited longest, of what there is. */
    Delivery takeFirst() {
        return waiting.remove();
    }

    int size() {
        return waiting.size();
    }

    /** Adds what comes next. {@return how many bytes more wait now, which may be less than none} */
    long add(Delivery delivery) {
        waiting.add(delivery);
        return delivery.weight();
    }

    /** Learns that the client is behind, until nothing waits. {@return how many bytes fewer wait now} */
    long fallBehind() {
        return 0;
    }

    /** Drops until that many bytes fewer wait, or nothing waits. {@return how many bytes fewer wait now} */
    final long drop(long bytes) {
        long freed = 0;
        while (freed < bytes && first() != null) {
            freed += takeVictim().weight();
            countDropped();
        }
        return freed;
    }

    /** Takes out what is to be dropped first. */
    abstract Delivery takeVictim();

    final void countDropped() {
        dropped++;
    }

    final boolean hasDropped() {
        return dropped > 0;
    }

    /** {@return how many messages were dropped since this was asked last} */
    final int takeDropped() {
        int count = dropped;
        dropped = 0;
        return count;
    }

    /** {@link SlowReader#DROP_OLDEST}. */
    static final class DroppingOldest extends Lane {
        @Override
        Delivery takeVictim() {
            return takeFirst();
        }
    }

    /** {@link SlowReader#DROP_NEWEST}. */
    static final class DroppingNewest extends Lane {
        @Override
        Delivery takeVictim() {
            return super.waiting.removeLast();
        }
    }
}
