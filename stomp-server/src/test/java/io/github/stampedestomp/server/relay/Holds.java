package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Publisher;
import java.util.concurrent.atomic.AtomicInteger;

/** A publisher that counts how often it is held back at the moment, and was at all. */
final class Holds implements Publisher {
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger times = new AtomicInteger();

    @Override
    public void hold() {
        count.incrementAndGet();
        times.incrementAndGet();
    }

    @Override
    public void release() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }

    /** {@return how often it was held back so far} */
    int times() {
        return times.get();
    }
}
