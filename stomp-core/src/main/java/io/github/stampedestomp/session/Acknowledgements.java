package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client has yet to ACK or NACK. A delivery is named by its {@code ack} header in STOMP 1.2, by the message's id
 * and the subscription in 1.1, by the message's id alone in 1.0.
 */
final class Acknowledgements {
    /** All subscriptions of a session together may leave as much unacknowledged as so many of them alone. */
    private static final int SUBSCRIPTIONS_AT_THE_LIMIT = 10;

    private final Broker broker;
    private final Version version;
    private final Subscriptions subscriptions;
    private final int limit;
    private final Map<String, Subscription> subscriptionsByAckId = new HashMap<>();
    private long lastAckId;
    /** How many deliveries of all subscriptions wait. */
    private int unacked;

    Acknowledgements(Broker broker, Version version, Subscriptions subscriptions, int limit) {
        this.broker = broker;
        this.version = version;
        this.subscriptions = subscriptions;
        this.limit = limit;
    }

    /** {@return the header {@code ack} of a delivery that the client has to acknowledge, or null if it bears none} */
    @Nullable
    String await(Subscription subscription, Message message) {
        if (subscription.unacked() == limit) {
            throw ProtocolException.tooManyUnacknowledged(subscription.name(), limit);
        }
        if (unacked == SUBSCRIPTIONS_AT_THE_LIMIT * limit) {
            throw ProtocolException.tooManyUnacknowledgedInAll(SUBSCRIPTIONS_AT_THE_LIMIT * limit);
        }
        unacked++;
        if (version != Version.V1_2) {
            subscription.awaitAck(message.id(), message);
            return null;
        }
        lastAckId++;
        String ackId = Long.toString(lastAckId);
        subscriptionsByAckId.put(ackId, subscription);
        subscription.awaitAck(ackId, message);
        return ackId;
    }

    /** Refuses an ACK or NACK of nothing that waits for one. */
    void require(Frame frame) {
        find(frame);
    }

    /** Carries out an ACK or NACK that {@link #require} has found to be right. */
    void settle(Frame frame) {
        Subscription subscription = find(frame);
        for (String name : subscription.namesMeantBy(name(frame))) {
            subscriptionsByAckId.remove(name);
            unacked--;
            Message message = subscription.takeUnacked(name);
            if (message != null && frame.command() == Command.ACK) {
                broker.ack(subscription, message);
            } else if (message != null) {
                broker.nack(subscription, message);
            }
        }
    }

    /** Carries out an ACK or NACK unless an earlier frame of the same transaction has settled the same message. */
    void settleIfStillAwaited(Frame frame) {
        Subscription subscription = subscription(frame);
        if (subscription != null && subscription.awaitsAck(name(frame))) {
            settle(frame);
        }
    }

    /** Forgets what a subscription that has ended left unacknowledged. */
    void forget(Subscription subscription) {
        unacked -= subscription.unacked();
        subscription.unackedNames().forEach(subscriptionsByAckId::remove);
    }

    private Subscription find(Frame frame) {
        Subscription subscription = subscription(frame);
        if (subscription == null || !subscription.awaitsAck(name(frame))) {
            throw ProtocolException.nothingToAcknowledge(frame.command(), name(frame));
        }
        return subscription;
    }

    private @Nullable Subscription subscription(Frame frame) {
        return switch (version) {
            case V1_0 -> subscriptions.awaitingAck(name(frame));
            case V1_1 -> subscriptions.byId(required(frame, HeaderName.SUBSCRIPTION));
            case V1_2 -> subscriptionsByAckId.get(name(frame));
        };
    }

    private String name(Frame frame) {
        return required(frame, version == Version.V1_2 ? HeaderName.ID : HeaderName.MESSAGE_ID);
    }

    private static String required(Frame frame, String header) {
        String value = frame.header(header);
        if (value == null) {
            throw ProtocolException.missingHeader(frame.command(), header);
        }
        return value;
    }
}
