package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client has asked for with one SUBSCRIBE. Messages may be delivered by any thread; all else belongs to the
 * thread of the session.
 */
final class Subscription implements Subscriber {
    private final @Nullable String id;
    private final String shown;
    private final AckMode ackMode;
    private final Outbox outbox;
    /** What the broker delivers to: none, if nothing comes from it. */
    private final List<Subscriber> subscribers;
    /**
     * What the client has yet to acknowledge, by the name it will use, in the order of delivery; null if the broker does
     * not want to be told. Empty for ever if the client acknowledges nothing.
     */
    private final Map<String, @Nullable Message> unacked;

    private boolean isOpen = true;
    /** Whether those who watch know of it. */
    private boolean isTold;

    private boolean keepsUntilAcked;
    /** Decided before a broker knows of it. */
    private SlowReader slowReader = SlowReader.CLOSE;

    /**
     * Begins without being known to a broker.
     *
     * @param id the client's id, or null if it gave none, as STOMP 1.0 allows
     * @param shown the destination as the client calls it
     * @param sources the destinations of the broker from which it gets its messages
     */
    Subscription(@Nullable String id, String shown, List<String> sources, AckMode ackMode, Outbox outbox) {
        this.id = id;
        this.shown = shown;
        this.ackMode = ackMode;
        this.outbox = outbox;
        this.unacked =
                ackMode == AckMode.AUTO ? Collections.<String, @Nullable Message>emptyMap() : new LinkedHashMap<>();
        this.subscribers = sources.equals(List.of(shown))
                ? List.of(this)
                : sources.stream().map(this::source).toList();
    }

    private Subscriber source(String destination) {
        return new Source(destination, this);
    }

    /** One of several destinations of the broker from which a subscription gets its messages. */
    private record Source(String destination, Subscription subscription) implements Subscriber {
        @Override
        public void deliver(Message message) {
            subscription.deliver(message);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Override
    public String destination() {
        return shown;
    }

    /** {@return the destination as the client calls it} */
    String shown() {
        return shown;
    }

    List<Subscriber> subscribers() {
        return subscribers;
    }

    @Override
    public void deliver(Message message) {
        outbox.add(this, message);
    }

    /** {@return the client's id, or null if it gave none, as STOMP 1.0 allows} */
    @Nullable
    String id() {
        return id;
    }

    /** {@return how people call it: its id or, for lack of one, its destination} */
    String name() {
        return id == null ? shown : id;
    }

    boolean isTold() {
        return isTold;
    }

    void told() {
        isTold = true;
    }

    AckMode ackMode() {
        return ackMode;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Ends it: what is on its way is not sent any more. */
    void close() {
        isOpen = false;
        unacked.clear();
    }

    /** Ends it while the client does not know: it may still acknowledge what it has got, to no effect. */
    void withdraw() {
        isOpen = false;
        isTold = false;
        unacked.replaceAll((name, message) -> null);
    }

    /** {@return whether the broker wants to be told when a message was consumed} */
    boolean keepsUntilAcked() {
        return keepsUntilAcked;
    }

    void keepUntilAcked() {
        keepsUntilAcked = true;
    }

    /** {@return what becomes of its messages if the client reads too slowly} */
    SlowReader slowReader() {
        return slowReader;
    }

    void slowReader(SlowReader policy) {
        slowReader = policy;
    }

    void awaitAck(String name, Message message) {
        unacked.put(name, keepsUntilAcked ? message : null);
    }

    int unacked() {
        return unacked.size();
    }

    /** {@return the names of what the client has yet to acknowledge} */
    Set<String> unackedNames() {
        return unacked.keySet();
    }

    boolean awaitsAck(String name) {
        return unacked.containsKey(name);
    }

    /** {@return the names of the messages that an ACK or NACK of one of them is meant for} */
    List<String> namesMeantBy(String name) {
        if (ackMode == AckMode.CLIENT_INDIVIDUAL) {
            return List.of(name);
        }
        List<String> names = new ArrayList<>();
        Iterator<String> each = unacked.keySet().iterator();
        do {
            names.add(each.next());
        } while (!names.get(names.size() - 1).equals(name));
        return names;
    }

    @Nullable
    Message takeUnacked(String name) {
        return unacked.remove(name);
    }
}
