package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another server, as far as it has told of itself. Belongs to the thread of the loop. */
final class Neighbour {
    private static final long UNKNOWN = -1;

    private final String node;
    private final Community community;
    private final Roster roster;
    private final Map<Line, Integer> told = new LinkedHashMap<>();
    private final Map<String, RemoteSession> sessions = new HashMap<>();
    private long number = UNKNOWN;
    private long lastHeard;
    private long askedAt;
    private boolean hasAsked;
    /** What is being told anew, or null if nothing is. */
    private @Nullable Map<Line, Integer> whole;

    Neighbour(String node, Community community, Roster roster) {
        this.node = node;
        this.community = community;
        this.roster = roster;
    }

    String node() {
        return node;
    }

    long lastHeard() {
        return lastHeard;
    }

    void heard(long now) {
        lastHeard = now;
    }

    /** {@return whether something was told that has not come} */
    boolean hasMissed(long toldNumber) {
        return whole == null && toldNumber != number;
    }

    /** {@return whether it is time to ask for all, which counts as having asked} */
    boolean mayAsk(long now, Duration between) {
        boolean may = !hasAsked || now - askedAt > between.toNanos();
        if (may) {
            hasAsked = true;
            askedAt = now;
        }
        return may;
    }

    /** Takes changes, unless some before them have not come. */
    void change(long toldNumber, String text) {
        if (number != UNKNOWN && toldNumber == number + 1) {
            number = toldNumber;
            text.lines().forEach(this::change);
        }
    }

    private void change(String text) {
        if (!text.isEmpty()) {
            Line.parse(text.substring(1)).ifPresent(line -> {
                if (text.charAt(0) == '+') {
                    add(line);
                } else {
                    remove(line);
                }
            });
        }
    }

    void begin(long toldNumber) {
        whole = new LinkedHashMap<>();
        number = toldNumber;
    }

    void part(String text) {
        Map<Line, Integer> growing = whole;
        if (growing != null) {
            text.lines().filter(each -> each.startsWith("+")).forEach(each -> Line.parse(each.substring(1))
                    .ifPresent(line -> growing.merge(line, 1, Integer::sum)));
        }
    }

    /** Takes all that was told instead of what was known: who is in both has never been gone. */
    void end(long toldNumber) {
        Map<Line, Integer> complete = whole;
        whole = null;
        if (complete == null || toldNumber != number) {
            number = UNKNOWN;
            return;
        }
        Map<Line, Integer> before = new LinkedHashMap<>(told);
        complete.forEach((line, count) -> {
            for (int i = before.getOrDefault(line, 0); i < count; i++) {
                add(line);
            }
        });
        before.forEach((line, count) -> {
            for (int i = complete.getOrDefault(line, 0); i < count; i++) {
                remove(line);
            }
        });
    }

    void forgetAll() {
        new LinkedHashMap<>(told).forEach((line, count) -> {
            for (int i = 0; i < count; i++) {
                remove(line);
            }
        });
    }

    private void add(Line line) {
        if (line instanceof Line.Session session && !session.id().endsWith(node)) {
            return; // which is not that server's to tell
        }
        boolean isFirst = told.merge(line, 1, Integer::sum) == 1;
        if (line instanceof Line.Session session && isFirst) {
            RemoteSession remote = new RemoteSession(session, node, roster);
            sessions.put(session.id(), remote);
            community.users().addElsewhere(remote);
        } else if (line instanceof Line.Presence presence) {
            community.presence().enteredElsewhere(presence.destination(), user(presence.user()));
        }
    }

    private void remove(Line line) {
        if (!told.containsKey(line)) {
            return;
        }
        told.computeIfPresent(line, (same, count) -> count == 1 ? null : count - 1);
        if (line instanceof Line.Session session) {
            RemoteSession remote = sessions.remove(session.id());
            if (remote != null) {
                community.users().removeElsewhere(remote);
            }
        } else if (line instanceof Line.Presence presence) {
            community.presence().leftElsewhere(presence.destination(), user(presence.user()));
        }
    }

    static @Nullable User user(@Nullable String name) {
        return name == null ? null : User.named(name);
    }
}
