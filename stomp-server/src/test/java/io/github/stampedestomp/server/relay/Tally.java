package io.github.stampedestomp.server.relay;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what goes between a server and the broker. */
final class Tally implements RelayObserver {
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong subscriptions = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong unconfirmedBytes = new AtomicLong();

    @Override
    public void connected() {
        connections.incrementAndGet();
    }

    @Override
    public void disconnected() {
        connections.decrementAndGet();
    }

    @Override
    public void lost() {
        connections.decrementAndGet();
    }

    @Override
    public void subscriptionsChanged(int by) {
        subscriptions.addAndGet(by);
    }

    @Override
    public void sent() {
        sent.incrementAndGet();
    }

    @Override
    public void received() {
        received.incrementAndGet();
    }

    @Override
    public void repeated() {
        repeated.incrementAndGet();
    }

    @Override
    public void unconfirmedBytesChanged(long by) {
        unconfirmedBytes.addAndGet(by);
    }

    long connections() {
        return connections.get();
    }

    long subscriptions() {
        return subscriptions.get();
    }

    long sentMessages() {
        return sent.get();
    }

    long receivedMessages() {
        return received.get();
    }

    long repeatedMessages() {
        return repeated.get();
    }

    long unconfirmedBytes() {
        return unconfirmedBytes.get();
    }
}
