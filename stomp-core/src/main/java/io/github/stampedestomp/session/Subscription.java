package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import java.util.ArrayList;
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
    private final String destination;
    private final AckMode ackMode;
    private final Outbox outbox;
    /**
     * What the client has yet to acknowledge, by the name it will use, in the order of delivery; null if the broker does
     * not want to be told.
     */
    private final Map<String, @Nullable Message> unacked = new LinkedHashMap<>();

    private boolean isOpen = true;
    private boolean keepsUntilAcked;

    Subscription(@Nullable String id, String destination, AckMode ackMode, Outbox outbox) {
        this.id = id;
        this.destination = destination;
        this.ackMode = ackMode;
        this.outbox = outbox;
    }

    @Override
    public String destination() {
        return destination;
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
        return id == null ? destination : id;
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

    /** {@return whether the broker wants to be told when a message was consumed} */
    boolean keepsUntilAcked() {
        return keepsUntilAcked;
    }

    void keepUntilAcked() {
        keepsUntilAcked = true;
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
