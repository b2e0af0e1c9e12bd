package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Publisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How often a session's client is held back at the moment. Messages that wait in queues keep it, so that it must not keep
 * the session beyond its end.
 */
final class Holds implements Publisher {
    private final AtomicInteger count = new AtomicInteger();
    private final @Nullable Holds patient;
    private volatile @Nullable Runnable lastReleased;

    /**
     * Starts without a hold.
     *
     * @param lastReleased is run when the last hold is released, on whatever thread
     */
    Holds(Runnable lastReleased) {
        this(lastReleased, null);
    }

    /**
     * Starts without a hold.
     *
     * @param patient counts holds that may last longer, or null if these may
     */
    Holds(Runnable lastReleased, @Nullable Holds patient) {
        this.lastReleased = lastReleased;
        this.patient = patient;
    }

    @Override
    public Publisher patient() {
        return patient == null ? this : patient;
    }

    @Override
    public void hold() {
        count.incrementAndGet();
    }

    @Override
    public void release() {
        Runnable action = lastReleased;
        if (count.decrementAndGet() == 0 && action != null) {
            action.run();
        }
    }

    boolean isEmpty() {
        return count.get() == 0;
    }

    /** Tells nobody any more. */
    void end() {
        lastReleased = null;
    }
}
