package io.github.stampedestomp.user;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who subscribes to one destination, and what of that has not been told yet. Not safe for threads. */
final class Attendance {
    private final SortedMap<String, Integer> subscriptionsByName = new TreeMap<>();
    private final SortedSet<String> joined = new TreeSet<>();
    private final SortedSet<String> left = new TreeSet<>();
    private int subscriptions;
    /** The number of subscriptions that was told last. */
    private int toldSubscriptions;

    private boolean isAskedFor;
    private boolean isScheduled;

    void enter(@Nullable User user) {
        subscriptions++;
        if (user != null && subscriptionsByName.merge(user.name(), 1, Integer::sum) == 1 && !left.remove(user.name())) {
            joined.add(user.name());
        }
    }

    void leave(@Nullable User user) {
        subscriptions--;
        if (user == null) {
            return;
        }
        Integer rest =
                subscriptionsByName.computeIfPresent(user.name(), (name, count) -> count == 1 ? null : count - 1);
        if (rest == null && !joined.remove(user.name())) {
            left.add(user.name());
        }
    }

    /** Somebody wants to know how things are. */
    void askedFor() {
        isAskedFor = true;
    }

    boolean hasNews() {
        return isAskedFor || subscriptions != toldSubscriptions || !joined.isEmpty() || !left.isEmpty();
    }

    /** {@return whether there is news that nobody has set out to tell yet; asked once for each} */
    boolean mustBeTold() {
        boolean isFirst = hasNews() && !isScheduled;
        isScheduled |= isFirst;
        return isFirst;
    }

    void told() {
        isScheduled = false;
        isAskedFor = false;
        toldSubscriptions = subscriptions;
        joined.clear();
        left.clear();
    }

    /** {@return whether nobody is left, and everybody knows} */
    boolean isOver() {
        return subscriptions == 0 && !isScheduled;
    }

    Collection<String> joined() {
        return joined;
    }

    Collection<String> left() {
        return left;
    }

    Present present(String destination, int mostNames) {
        return new Present(
                destination,
                subscriptions,
                subscriptionsByName.size(),
                subscriptionsByName.keySet().stream().limit(mostNames).toList());
    }
}
