package io.github.stampedestomp.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

/** A publisher that remembers whether it was asked to pause. */
final class PublisherRecorder implements Publisher {
    private final AtomicInteger holds = new AtomicInteger();

    @Override
    public void hold() {
        assertThat(holds.incrementAndGet()).as("holds that were not released").isEqualTo(1);
    }

    @Override
    public void release() {
        assertThat(holds.decrementAndGet()).as("holds that were not released").isZero();
    }

    boolean isHeld() {
        return holds.get() > 0;
    }
}
