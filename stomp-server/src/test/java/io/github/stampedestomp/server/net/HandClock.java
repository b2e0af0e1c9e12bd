package io.github.stampedestomp.server.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that stands still until it is moved. */
public final class HandClock implements LongSupplier {
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000_000_000); // so that it overflows soon

    @Override
    public long getAsLong() {
        return nanoTime.get();
    }

    void add(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
    }
}
