package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.server.relay.RelayObserver;

/** Counts what goes between this server and the external broker. */
final class RelayCounts implements RelayObserver {
    private final Count connections;
    private final Count losses;
    private final Count subscriptions;
    private final Count sent;
    private final Count received;
    private final Count repeated;
    private final Count unconfirmed;
    private final Count unconfirmedBytes;

    RelayCounts(Metrics metrics) {
        connections = metrics.gauge("relay_connections", "Connections to the external broker.");
        losses = metrics.counter("relay_connections_lost_total", "Connections to the external broker that were lost.");
        subscriptions = metrics.gauge("relay_subscriptions", "Subscriptions at the external broker.");
        sent = metrics.counter(
                "relay_messages_sent_total", "Messages given to the external broker, again after a loss included.");
        received =
                metrics.counter("relay_messages_received_total", "Messages that have come from the external broker.");
        repeated = metrics.counter(
                "relay_messages_repeated_total", "Messages of the external broker dropped, as they had come before.");
        unconfirmed = metrics.counter(
                "relay_messages_unconfirmed_total",
                "Messages, or transactions, of which the external broker has not said in time that it has them.");
        unconfirmedBytes =
                metrics.gauge("relay_unconfirmed_bytes", "Bytes that wait for the external broker's confirmation.");
    }

    @Override
    public void connected() {
        connections.increment();
    }

    @Override
    public void disconnected() {
        connections.add(-1);
    }

    @Override
    public void lost() {
        connections.add(-1);
        losses.increment();
    }

    @Override
    public void subscriptionsChanged(int by) {
        subscriptions.add(by);
    }

    @Override
    public void sent() {
        sent.increment();
    }

    @Override
    public void received() {
        received.increment();
    }

    @Override
    public void repeated() {
        repeated.increment();
    }

    @Override
    public void unconfirmed() {
        unconfirmed.increment();
    }

    @Override
    public void unconfirmedBytesChanged(long by) {
        unconfirmedBytes.add(by);
    }
}
