package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Publisher;
import java.util.concurrent.atomic.AtomicInteger;

/** A publisher that counts how often it is held back at the moment. */
final class Holds implements Publisher {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void hold() {
        count.incrementAndGet();
    }

    @Override
    public void release() {
        count.decrementAndGet();
    }

    int count() {
        return count.get();
    }
}
