package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out what a connected client asks for, and keeps what it has asked for: subscriptions and transactions. */
final class Commands {
    /** Is told of subscriptions that begin and end. */
    interface SubscriptionListener {
        void subscribed(Subscription subscription);

        void unsubscribed(Subscription subscription);
    }

    private static final int ID_CHARACTERS = 255;

    private final Version version;
    private final Broker broker;
    private final Outbox outbox;
    private final Publisher publisher;
    private final SubscriptionListener listener;
    private final Subscriptions subscriptions;
    private final Acknowledgements acknowledgements;
    private final Transactions transactions;

    Commands(
            Version version,
            Broker broker,
            SessionSettings settings,
            Outbox outbox,
            Publisher publisher,
            SubscriptionListener listener) {
        this.version = version;
        this.broker = broker;
        this.outbox = outbox;
        this.publisher = publisher;
        this.listener = listener;
        this.subscriptions = new Subscriptions(settings.subscriptions());
        this.acknowledgements = new Acknowledgements(broker, version, subscriptions, settings.unackedMessages());
        this.transactions = new Transactions(settings);
    }

    void carryOut(Frame frame) {
        switch (frame.command()) {
            case SEND -> inTransaction(frame, () -> broker.send(message(frame)));
            case SUBSCRIBE -> subscribe(frame);
            case UNSUBSCRIBE -> unsubscribe(frame);
            case ACK -> inTransaction(frame, () -> acknowledgements.settle(frame));
            case NACK -> nack(frame);
            case BEGIN -> transactions.begin(required(frame, HeaderName.TRANSACTION));
            case COMMIT -> commit(transactions.end(Command.COMMIT, required(frame, HeaderName.TRANSACTION)));
            case ABORT -> transactions.end(Command.ABORT, required(frame, HeaderName.TRANSACTION));
            case CONNECT, STOMP -> throw ProtocolException.alreadyConnected(frame.command());
            default -> throw ProtocolException.notForClients(frame.command());
        }
    }

    /** Sends a message to the client, unless its subscription has ended meanwhile. */
    void deliver(Outbox.Delivery delivery, Connection connection) {
        Subscription subscription = delivery.subscription();
        Message message = delivery.message();
        if (!subscription.isOpen()) {
            return;
        }
        boolean isAuto = subscription.ackMode() == AckMode.AUTO;
        @Nullable String ackId = isAuto ? null : acknowledgements.await(subscription, message);
        message.encoded().sendTo(connection, connection.carrier(), version, subscription.id(), ackId);
        if (isAuto && subscription.keepsUntilAcked()) {
            broker.ack(subscription, message);
        }
    }

    /** Ends all subscriptions and throws open transactions away. */
    void end() {
        subscriptions.all().forEach(this::end);
        transactions.clear();
    }

    private void subscribe(Frame frame) {
        String destination = required(frame, HeaderName.DESTINATION);
        String id = version == Version.V1_0 ? frame.header(HeaderName.ID) : required(frame, HeaderName.ID);
        if (id != null && id.length() > ID_CHARACTERS) {
            throw ProtocolException.idTooLong(frame.command(), ID_CHARACTERS);
        }
        AckMode ackMode = AckMode.parse(frame.header(HeaderName.ACK), version);
        Subscription subscription = new Subscription(id, destination, ackMode, outbox);
        subscriptions.add(subscription);
        try {
            broker.subscribe(subscription);
        } catch (ProtocolException e) {
            subscriptions.remove(subscription);
            throw e;
        }
        if (broker.keepsUntilAcked(subscription)) {
            subscription.keepUntilAcked();
        }
        listener.subscribed(subscription);
    }

    private void unsubscribe(Frame frame) {
        String id = frame.header(HeaderName.ID);
        boolean isByDestination = id == null && version == Version.V1_0;
        String name = required(frame, isByDestination ? HeaderName.DESTINATION : HeaderName.ID);
        Subscription subscription = isByDestination ? subscriptions.byDestination(name) : subscriptions.byId(name);
        if (subscription == null) {
            throw ProtocolException.unknownSubscription(frame.command(), name);
        }
        end(subscription);
    }

    private void end(Subscription subscription) {
        subscriptions.remove(subscription);
        acknowledgements.forget(subscription);
        subscription.close();
        broker.unsubscribe(subscription);
        listener.unsubscribed(subscription);
    }

    private void nack(Frame frame) {
        if (version == Version.V1_0) {
            throw ProtocolException.notInVersion(frame.command(), version);
        }
        inTransaction(frame, () -> acknowledgements.settle(frame));
    }

    /** Does at once what belongs to no transaction, and keeps for the COMMIT what belongs to one. */
    private void inTransaction(Frame frame, Runnable action) {
        String transaction = frame.header(HeaderName.TRANSACTION);
        if (transaction == null) {
            action.run();
        } else {
            check(frame);
            transactions.add(transaction, frame);
        }
    }

    private void check(Frame frame) {
        if (frame.command() == Command.SEND) {
            required(frame, HeaderName.DESTINATION);
        } else {
            acknowledgements.require(frame);
        }
    }

    /** The messages go out together or, if one of them is refused, not at all. */
    private void commit(List<Frame> frames) {
        broker.sendAll(frames.stream()
                .filter(frame -> frame.command() == Command.SEND)
                .map(this::message)
                .toList());
        frames.stream()
                .filter(frame -> frame.command() != Command.SEND)
                .forEach(acknowledgements::settleIfStillAwaited);
    }

    private Message message(Frame frame) {
        return Message.of(required(frame, HeaderName.DESTINATION), frame.headers(), frame.body(), publisher);
    }

    private static String required(Frame frame, String header) {
        String value = frame.header(header);
        if (value == null) {
            throw ProtocolException.missingHeader(frame.command(), header);
        }
        return value;
    }
}
