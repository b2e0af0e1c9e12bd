package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A client of another server. What is done to it is asked of that server. */
final class RemoteSession implements ClientSession {
    private final Line.Session told;
    private final String node;
    private final Consumer<String> orders;

    /**
     * Makes a session of what was told.
     *
     * @param orders takes what the other server is asked to do
     */
    RemoteSession(Line.Session told, String node, Consumer<String> orders) {
        this.told = told;
        this.node = node;
        this.orders = orders;
    }

    @Override
    public String id() {
        return told.id();
    }

    @Override
    public Optional<User> user() {
        return Optional.ofNullable(Neighbour.user(told.user()));
    }

    @Override
    public Instant since() {
        return Instant.ofEpochMilli(told.since());
    }

    @Override
    public String remoteAddress() {
        return told.address();
    }

    @Override
    public boolean isHere() {
        return false;
    }

    /** {@return nothing: each server knows the subscriptions of its own clients} */
    @Override
    public Map<String, String> subscriptions() {
        return Map.of();
    }

    @Override
    public void close(String sentence) {
        orders.accept(Order.of("close", id(), sentence));
    }

    @Override
    public void unsubscribe(String destination, String sentence) {
        orders.accept(Order.of("unsubscribe", id(), destination, sentence));
    }

    @Override
    public void renew(Instant until) {
        if (told.user() == null) {
            throw new IllegalStateException("nobody has signed in");
        }
        orders.accept(Order.of("renew", id(), Long.toString(until.toEpochMilli())));
    }

    @Override
    public void logFrames(boolean on) {
        orders.accept(Order.of("log", id(), Boolean.toString(on)));
    }

    @Override
    public String toString() {
        return (told.user() == null ? "somebody" : told.user()) + " from " + told.address() + " on " + node;
    }
}
