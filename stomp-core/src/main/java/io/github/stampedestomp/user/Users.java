package io.github.stampedestomp.user;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Who is connected, and under which name. May be used by any thread; what it tells was so a moment ago. */
public final class Users {
    private static final Comparator<ClientSession> BY_AGE =
            Comparator.comparing(ClientSession::since).thenComparing(ClientSession::id);

    private final Map<String, ClientSession> sessionsById = new ConcurrentSkipListMap<>();
    /** Inner maps are changed inside {@code compute} of their name alone, and never empty. */
    private final Map<String, Map<String, ClientSession>> sessionsByUser = new ConcurrentSkipListMap<>();

    private volatile Watcher watcher = Watcher.NONE;

    /** Starts with nobody. */
    public Users() {}

    /** Is told of clients of this server. Called by any thread; must not block. */
    public interface Watcher {
        /** Watches nobody. */
        Watcher NONE = new Watcher() {
            @Override
            public void came(ClientSession session) {}

            @Override
            public void left(ClientSession session) {}
        };

        /** Learns that a client was let in. */
        void came(ClientSession session);

        /** Learns that a client is gone. */
        void left(ClientSession session);
    }

    /** Tells a watcher, the only one, of who comes and goes from now on. */
    public void watch(Watcher own) {
        watcher = own;
    }

    /** Takes note of a client that was let in. */
    public void add(ClientSession session) {
        addElsewhere(session);
        watcher.came(session);
    }

    /** Takes note of a client that is gone. */
    public void remove(ClientSession session) {
        removeElsewhere(session);
        watcher.left(session);
    }

    /** Takes note of a client that another server has let in. */
    public void addElsewhere(ClientSession session) {
        sessionsById.put(session.id(), session);
        session.user()
                .ifPresent(user -> sessionsByUser.compute(user.name(), (name, known) -> {
                    Map<String, ClientSession> sessions = known == null ? new ConcurrentHashMap<>() : known;
                    sessions.put(session.id(), session);
                    return sessions;
                }));
    }

    /** Takes note of a client of another server that is gone. */
    public void removeElsewhere(ClientSession session) {
        sessionsById.remove(session.id());
        session.user()
                .ifPresent(user -> sessionsByUser.computeIfPresent(user.name(), (name, sessions) -> {
                    sessions.remove(session.id());
                    return sessions.isEmpty() ? null : sessions;
                }));
    }

    /** {@return the names of the users who are online, in their order} */
    public Collection<String> names() {
        return Collections.unmodifiableCollection(sessionsByUser.keySet());
    }

    /** {@return the users who are online, in the order of their names} */
    public List<OnlineUser> online() {
        return sessionsByUser.keySet().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** {@return a user with the sessions that he or she has, or nothing if there is none} */
    public Optional<OnlineUser> find(String name) {
        List<ClientSession> sessions = sessionsByUser.getOrDefault(name, Map.of()).values().stream()
                .sorted(BY_AGE)
                .toList();
        return sessions.isEmpty()
                ? Optional.empty()
                : Optional.of(new OnlineUser(name, sessions.get(0).since(), sessions));
    }

    /** {@return whether a user has a session} */
    public boolean isOnline(String name) {
        return sessionsByUser.containsKey(name);
    }

    /** {@return all sessions in the order of their ids, those without a user too} */
    public Collection<ClientSession> sessions() {
        return Collections.unmodifiableCollection(sessionsById.values());
    }

    /** {@return the session of an id, or nothing if there is none} */
    public Optional<ClientSession> session(String id) {
        return Optional.ofNullable(sessionsById.get(id));
    }
}
