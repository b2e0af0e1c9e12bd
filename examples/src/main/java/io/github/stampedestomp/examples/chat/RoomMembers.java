package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.user.User;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room, learnt from the sessions' subscriptions. A name counts once, in however many tabs it is open.
 *
 * <p>Must be used by one thread at a time.
 */
final class RoomMembers {
    private static final Pattern ROOM = Pattern.compile("/topic/room/([a-z0-9-]{1,32})");
    private static final Comparator<String> BY_NAME =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    /** For each room that is not empty, how many subscriptions each name holds. */
    private final Map<String, SortedMap<String, Integer>> namesByRoom = new HashMap<>();

    /** {@return the names in a room, in the order of the alphabet} */
    List<String> of(String room) {
        return List.copyOf(
                namesByRoom.getOrDefault(room, Collections.emptySortedMap()).keySet());
    }

    /** {@return the room that somebody entered or left by an event, or null if nobody did} */
    @Nullable
    String changedBy(SessionEvent event) {
        if (event instanceof SessionEvent.Subscribed subscribed) {
            return count(subscribed.user(), subscribed.destination(), 1);
        }
        if (event instanceof SessionEvent.Unsubscribed unsubscribed) {
            return count(unsubscribed.user(), unsubscribed.destination(), -1);
        }
        return null;
    }

    private @Nullable String count(@Nullable User user, String destination, int change) {
        Matcher room = ROOM.matcher(destination);
        if (user == null || !room.matches()) {
            return null;
        }
        String id = room.group(1);
        SortedMap<String, Integer> names = namesByRoom.computeIfAbsent(id, absent -> new TreeMap<>(BY_NAME));
        names.merge(user.name(), change, (before, more) -> before + more == 0 ? null : before + more);
        if (names.isEmpty()) {
            namesByRoom.remove(id);
        }
        return id;
    }
}
