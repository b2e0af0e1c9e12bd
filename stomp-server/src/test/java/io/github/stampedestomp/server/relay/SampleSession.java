package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A client of a server, that remembers what was done to it. */
final class SampleSession implements ClientSession {
    private final String user;
    private final String id;
    private final Instant since = Instant.now();
    private volatile String closedBecause = "";
    private volatile String unsubscribedFrom = "";

    SampleSession(String user, String id) {
        this.user = user;
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<User> user() {
        return Optional.ofNullable(user).map(User::named);
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public String remoteAddress() {
        return "2001:db8::1";
    }

    @Override
    public Map<String, String> subscriptions() {
        return Map.of();
    }

    @Override
    public void close(String sentence) {
        closedBecause = sentence;
    }

    @Override
    public void unsubscribe(String destination, String sentence) {
        unsubscribedFrom = destination + " " + sentence;
    }

    @Override
    public void renew(Instant until) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void logFrames(boolean on) {
        throw new UnsupportedOperationException();
    }

    String closedBecause() {
        return closedBecause;
    }

    String unsubscribedFrom() {
        return unsubscribedFrom;
    }
}
