package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Message;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of queues that consumers here have, as the broker knows them.
 *
 * <p>Belongs to the thread of the loop.
 */
final class Unacked {
    private record Entry(Feed feed, String ackId) {}

    private final Map<String, Entry> entriesByMessage = new HashMap<>();

    void add(Message message, Feed feed, String ackId) {
        entriesByMessage.put(message.id(), new Entry(feed, ackId));
    }

    /** Forgets a message. {@return by which the broker knows it, or null if it has given it to others since} */
    @Nullable
    String remove(Message message) {
        Entry entry = entriesByMessage.remove(message.id());
        return entry == null ? null : entry.ackId;
    }

    /** Forgets the messages of a feed, which the broker gives to others. */
    void removeAll(Feed feed) {
        entriesByMessage.values().removeIf(entry -> entry.feed == feed);
    }
}
