package io.github.stampedestomp.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A session as other threads see it. */
final class OpenSession implements ClientSession {
    /** What can be done to a session by others. Any thread may call it. */
    interface Controls {
        void close(String sentence);

        void unsubscribe(String destination, String sentence);

        void renew(Instant until);

        void logFrames(boolean on);
    }

    private final Identity identity;
    private final String remoteAddress;
    private final Controls controls;
    private final Instant since = Instant.now();

    /** Guarded by itself, as the application may lock this session. */
    @GuardedBy("destinationsByName")
    private final Map<String, String> destinationsByName = new TreeMap<>();

    OpenSession(Identity identity, String remoteAddress, Controls controls) {
        this.identity = identity;
        this.remoteAddress = remoteAddress;
        this.controls = controls;
    }

    Identity identity() {
        return identity;
    }

    void subscribed(Subscription subscription) {
        synchronized (destinationsByName) {
            destinationsByName.put(subscription.name(), subscription.shown());
        }
    }

    void unsubscribed(Subscription subscription) {
        synchronized (destinationsByName) {
            destinationsByName.remove(subscription.name());
        }
    }

    @Override
    public String id() {
        return identity.session();
    }

    @Override
    public Optional<User> user() {
        return Optional.ofNullable(identity.user());
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public Map<String, String> subscriptions() {
        synchronized (destinationsByName) {
            return Collections.unmodifiableMap(new TreeMap<>(destinationsByName));
        }
    }

    @Override
    public void close(String sentence) {
        controls.close(sentence);
    }

    @Override
    public void unsubscribe(String destination, String sentence) {
        controls.unsubscribe(destination, sentence);
    }

    @Override
    public void logFrames(boolean on) {
        controls.logFrames(on);
    }

    @Override
    public void renew(Instant until) {
        if (identity.user() == null) {
            throw new IllegalStateException("nobody has signed in");
        }
        controls.renew(until);
    }

    /** {@return who and from where; the id is as good as a key} */
    @Override
    public String toString() {
        return (identity.user() == null ? "somebody" : identity.user()) + " from " + remoteAddress;
    }
}
