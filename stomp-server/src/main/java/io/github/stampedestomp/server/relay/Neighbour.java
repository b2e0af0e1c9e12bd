package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another server, as far as it has told of itself. Belongs to the thread of the loop. */
final class Neighbour {
    private static final long UNKNOWN = -1;
    /** A whole of which nothing has come for so long counts as missed, though the rest of it may still come. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String node;
    private final Community community;
    private final Consumer<String> orders;
    private final Map<Line, Integer> told = new LinkedHashMap<>();
    private final Map<String, RemoteSession> sessions = new HashMap<>();
    /** Of the newest change that is in {@link #told}, or in {@link #whole} if there is one. */
    private long number = UNKNOWN;

    private long lastHeard;
    private long askedAt;
    private boolean hasAsked;
    /**
     * What is being told anew, or null if nothing is. As changes are told meanwhile, of what was there at the beginning and is still
     * to come there may be less than none.
     */
    private @Nullable Map<Line, Integer> whole;
    /** The place of what came last of the whole, among all that is ever said of wholes. */
    private long place;

    private long progressAt;

    /**
     * Knows nothing yet.
     *
     * @param orders takes what that server is asked to do
     */
    Neighbour(String node, Community community, Consumer<String> orders) {
        this.node = node;
        this.community = community;
        this.orders = orders;
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

    /** {@return whether something was told that has not come, or is about to be told but does not come} */
    boolean hasMissed(long toldNumber, long toldPlace, long now) {
        boolean lacksPart = toldPlace != place || now - progressAt >= PATIENCE.toNanos();
        return toldNumber != number || (whole != null && lacksPart);
    }

    /** {@return whether it is time to ask for all, which counts as having asked} */
    boolean mayAsk(long now, Duration between) {
        boolean may = !hasAsked || now - askedAt >= between.toNanos();
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
        } else if (toldNumber != number) {
            giveUpWhole();
        }
    }

    private void change(String text) {
        if (!text.isEmpty()) {
            boolean isAdded = text.charAt(0) == '+';
            Map<Line, Integer> growing = whole;
            Line.parse(text.substring(1)).ifPresent(line -> {
                if (growing != null) {
                    count(growing, line, isAdded ? 1 : -1);
                } else if (isAdded) {
                    add(line);
                } else {
                    remove(line);
                }
            });
        }
    }

    private static void count(Map<Line, Integer> lines, Line line, int by) {
        lines.merge(line, by, (before, more) -> before + more == 0 ? null : before + more);
    }

    /** Learns that all will be told, for somebody who does not know it: whoever has missed nothing need not listen. */
    void begin(long toldNumber, long toldPlace, long now) {
        if (whole != null || toldNumber != number) {
            whole = new LinkedHashMap<>();
            number = toldNumber;
            place = toldPlace;
            progressAt = now;
        }
    }

    void part(long toldPlace, String text, long now) {
        Map<Line, Integer> growing = whole;
        if (growing != null && isNext(toldPlace)) {
            progressAt = now;
            text.lines().filter(each -> each.startsWith("+")).forEach(each -> Line.parse(each.substring(1))
                    .ifPresent(line -> count(growing, line, 1)));
        }
    }

    /** Takes all that was told instead of what was known: who is in both has never been gone. */
    void end(long toldNumber, long toldPlace) {
        Map<Line, Integer> complete = whole;
        if (complete == null || !isNext(toldPlace)) {
            return;
        }
        if (toldNumber != number) {
            giveUpWhole();
            return;
        }
        whole = null;
        complete.forEach((line, count) -> {
            for (int i = told.getOrDefault(line, 0); i < count; i++) {
                add(line);
            }
        });
        for (Line line : List.copyOf(told.keySet())) {
            for (int i = told.getOrDefault(line, 0); i > complete.getOrDefault(line, 0); i--) {
                remove(line);
            }
        }
    }

    /** {@return whether nothing of the whole is missing before this; else the whole is of no use} */
    private boolean isNext(long toldPlace) {
        boolean isNext = toldPlace == place + 1;
        place = toldPlace;
        if (!isNext) {
            giveUpWhole();
        }
        return isNext;
    }

    private void giveUpWhole() {
        whole = null;
        number = UNKNOWN;
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
            RemoteSession remote = new RemoteSession(session, node, orders);
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
