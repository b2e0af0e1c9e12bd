package io.github.stampedestomp.user;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session that keeps the sentences with which it was closed, and does nothing else. */
final class StillSession implements ClientSession {
    private final String id;
    private final @Nullable User user;
    private final Instant since;
    private final List<String> sentences = new ArrayList<>();

    StillSession(String id, @Nullable String name, long since) {
        this.id = id;
        this.user = name == null ? null : User.named(name);
        this.since = Instant.ofEpochSecond(since);
    }

    List<String> sentences() {
        return sentences;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<User> user() {
        return Optional.ofNullable(user);
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.7";
    }

    @Override
    public Map<String, String> subscriptions() {
        return Map.of();
    }

    @Override
    public void close(String sentence) {
        sentences.add(sentence);
    }

    @Override
    public void unsubscribe(String destination, String sentence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void renew(Instant until) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void logFrames(boolean on) {}
}
