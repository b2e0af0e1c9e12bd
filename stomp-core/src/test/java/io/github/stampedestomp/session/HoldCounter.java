package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Publisher;

/** A publisher that counts how often it is held and not released. */
final class HoldCounter implements Publisher {
    private int holds;

    @Override
    public void hold() {
        holds++;
    }

    @Override
    public void release() {
        holds--;
    }

    int holds() {
        return holds;
    }
}
