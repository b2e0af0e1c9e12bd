package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.user.UserDestinations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Carries out what a connected client asks for, and keeps what it has asked for: subscriptions and transactions. */
final class Commands {
    /** Is told of subscriptions that begin and end. */
    interface SubscriptionListener {
        void subscribed(Subscription subscription);

        void unsubscribed(Subscription subscription);
    }

    private static final int ID_CHARACTERS = 255;

    private final Identity identity;
    private final Version version;
    private final Broker broker;
    private final Outbox outbox;
    private final Publisher publisher;
    private final RequestLine requests;
    private final SubscriptionListener listener;
    private final Journal journal;
    private final Confirmations confirmations;
    private final Subscriptions subscriptions;
    private final SessionSettings settings;
    /** Null as long as there was nothing to acknowledge. */
    private @Nullable Acknowledgements acknowledgements;
    /** Null as long as there was none. */
    private @Nullable Transactions transactions;

    Commands(
            Identity identity,
            Version version,
            Broker broker,
            SessionSettings settings,
            Outbox outbox,
            Publisher publisher,
            RequestLine requests,
            SubscriptionListener listener,
            Journal journal,
            Confirmations confirmations) {
        this.identity = identity;
        this.version = version;
        this.broker = broker;
        this.outbox = outbox;
        this.publisher = publisher;
        this.requests = requests;
        this.listener = listener;
        this.journal = journal;
        this.confirmations = confirmations;
        this.subscriptions = new Subscriptions(settings.subscriptions());
        this.settings = settings;
    }

    /**
     * Carries out a frame that the client may send.
     *
     * @param receipt confirms it; run here, or later on the session's thread if the application answers or the broker confirms
     */
    void carryOut(Frame frame, Runnable receipt) {
        switch (frame.command()) {
            case SEND -> send(frame, receipt);
            case SUBSCRIBE -> subscribe(frame, receipt);
            case COMMIT -> commit(frame, receipt);
            default -> {
                carryOutAtOnce(frame);
                receipt.run();
            }
        }
    }

    private void carryOutAtOnce(Frame frame) {
        switch (frame.command()) {
            case UNSUBSCRIBE -> unsubscribe(frame);
            case ACK -> acknowledge(frame);
            case NACK -> nack(frame);
            case BEGIN -> transactions().begin(required(frame, HeaderName.TRANSACTION));
            case ABORT -> transactions().end(Command.ABORT, required(frame, HeaderName.TRANSACTION));
            case CONNECT, STOMP -> throw ProtocolException.alreadyConnected(frame.command());
            default -> throw ProtocolException.notForClients(frame.command());
        }
    }

    /** Sends a message to the client, unless its subscription has ended meanwhile. {@return whether it was sent} */
    boolean deliver(Delivery delivery, Connection connection) {
        Subscription subscription = delivery.subscription();
        Message message = delivery.message();
        if (!subscription.isOpen()) {
            return false;
        }
        boolean isAuto = subscription.ackMode() == AckMode.AUTO;
        @Nullable String ackId = isAuto ? null : acknowledgements().await(subscription, message);
        journal.sent(subscription, message);
        message.encoded().sendTo(connection, connection.carrier(), version, subscription.id(), ackId);
        if (isAuto && subscription.keepsUntilAcked()) {
            broker.ack(subscription, message);
        }
        return true;
    }

    /** {@return whether the client may stand still for as long as it likes, since messages for it may be dropped} */
    boolean keepSlowReader() {
        return subscriptions.keepSlowReader();
    }

    /** Takes note of a SUBSCRIBE that was refused: its UNSUBSCRIBE may come all the same. */
    void refused(Frame frame) {
        add(frame, List.of()).close();
    }

    /** Ends the subscriptions to a destination. {@return whether there were any} */
    boolean unsubscribeFrom(String destination) {
        List<Subscription> found = subscriptions.all().stream()
                .filter(each -> each.isOpen() && each.shown().equals(destination))
                .toList();
        found.forEach(this::withdraw);
        return !found.isEmpty();
    }

    /** Ends a subscription against the client's will: its ACKs and its UNSUBSCRIBE may come all the same. */
    private void withdraw(Subscription subscription) {
        subscription.withdraw();
        subscription.subscribers().forEach(broker::unsubscribe);
        listener.unsubscribed(subscription);
    }

    /** Ends all subscriptions and throws open transactions away. */
    void end() {
        subscriptions.all().forEach(this::end);
        if (transactions != null) {
            transactions.clear();
        }
    }

    private void send(Frame frame, Runnable receipt) {
        String destination = required(frame, HeaderName.DESTINATION);
        String transaction = frame.header(HeaderName.TRANSACTION);
        if (transaction != null) {
            check(frame, destination);
            transactions().add(transaction, frame);
            receipt.run();
        } else if (Requests.isOne(destination)) {
            requests.ask(List.of(frame), frame, receipt);
        } else {
            confirmations.await(broker.send(message(frame)), frame, receipt);
        }
    }

    private void check(Frame frame, String destination) {
        if (Requests.isOne(destination)) {
            requests.require(frame);
        } else {
            identity.canonical(destination);
        }
    }

    /** The messages go out together or, if one of them is refused, not at all; then the application is asked. */
    private void commit(Frame commit, Runnable receipt) {
        List<Frame> frames = transactions().end(Command.COMMIT, required(commit, HeaderName.TRANSACTION));
        CompletionStage<Void> sent = broker.sendAll(frames.stream()
                .filter(frame -> frame.command() == Command.SEND && !isRequest(frame))
                .map(this::message)
                .toList());
        frames.stream()
                .filter(frame -> frame.command() != Command.SEND)
                .forEach(acknowledgements()::settleIfStillAwaited);
        List<Frame> asked = frames.stream().filter(Commands::isRequest).toList();
        if (asked.isEmpty()) {
            confirmations.await(sent, commit, receipt);
        } else {
            confirmations.watch(sent, commit);
            requests.ask(asked, commit, () -> confirmations.await(sent, commit, receipt));
        }
    }

    private static boolean isRequest(Frame frame) {
        return frame.command() == Command.SEND && Requests.isOne(required(frame, HeaderName.DESTINATION));
    }

    private void subscribe(Frame frame, Runnable receipt) {
        String destination = identity.canonical(required(frame, HeaderName.DESTINATION));
        if (Requests.isOne(destination)) {
            Subscription subscription = add(frame, List.of());
            requests.ask(frame, subscription, receipt);
            tell(subscription);
            return;
        }
        Subscription subscription = add(frame, identity.toSubscribe(destination));
        if (broker.keepsUntilAcked(subscription)) {
            subscription.keepUntilAcked();
        } else {
            subscription.slowReader(settings.slowReaders().policyOf(destination));
        }
        List<CompletionStage<Void>> begun = new ArrayList<>(2);
        try {
            subscription.subscribers().forEach(each -> begun.add(broker.subscribe(each)));
        } catch (ProtocolException e) {
            subscription.subscribers().forEach(broker::unsubscribe);
            subscriptions.remove(subscription);
            throw e;
        }
        tell(subscription);
        confirmations.awaitAll(begun, frame, receipt);
    }

    private void tell(Subscription subscription) {
        subscription.told();
        listener.subscribed(subscription);
    }

    private Subscription add(Frame frame, List<String> sources) {
        String destination = identity.canonical(required(frame, HeaderName.DESTINATION));
        String id = version == Version.V1_0 ? frame.header(HeaderName.ID) : required(frame, HeaderName.ID);
        if (id != null && id.length() > ID_CHARACTERS) {
            throw ProtocolException.idTooLong(frame.command(), ID_CHARACTERS);
        }
        AckMode ackMode = AckMode.parse(frame.header(HeaderName.ACK), version);
        Subscription subscription = new Subscription(id, destination, sources, ackMode, outbox);
        Subscription former = subscriptions.byId(subscription.name());
        if (former != null && !former.isOpen()) {
            end(former);
        }
        subscriptions.add(subscription);
        return subscription;
    }

    private void unsubscribe(Frame frame) {
        String id = frame.header(HeaderName.ID);
        boolean isByDestination = id == null && version == Version.V1_0;
        String name = required(frame, isByDestination ? HeaderName.DESTINATION : HeaderName.ID);
        Subscription subscription =
                isByDestination ? subscriptions.byDestination(identity.canonical(name)) : subscriptions.byId(name);
        if (subscription == null) {
            throw ProtocolException.unknownSubscription(frame.command(), name);
        }
        end(subscription);
    }

    private void end(Subscription subscription) {
        subscriptions.remove(subscription);
        if (acknowledgements != null) {
            acknowledgements.forget(subscription);
        }
        subscription.close();
        subscription.subscribers().forEach(broker::unsubscribe);
        if (subscription.isTold()) {
            listener.unsubscribed(subscription);
        }
    }

    private void nack(Frame frame) {
        if (version == Version.V1_0) {
            throw ProtocolException.notInVersion(frame.command(), version);
        }
        acknowledge(frame);
    }

    /** Does at once what belongs to no transaction, and keeps for the COMMIT what belongs to one. */
    private void acknowledge(Frame frame) {
        String transaction = frame.header(HeaderName.TRANSACTION);
        if (transaction == null) {
            acknowledgements().settle(frame);
        } else {
            acknowledgements().require(frame);
            transactions().add(transaction, frame);
        }
    }

    private Acknowledgements acknowledgements() {
        Acknowledgements known = acknowledgements;
        if (known == null) {
            known = new Acknowledgements(broker, version, subscriptions, settings.unackedMessages());
            acknowledgements = known;
        }
        return known;
    }

    private Transactions transactions() {
        Transactions known = transactions;
        if (known == null) {
            known = new Transactions(settings);
            transactions = known;
        }
        return known;
    }

    private Message message(Frame frame) {
        String destination = identity.toSend(identity.canonical(required(frame, HeaderName.DESTINATION)));
        return UserDestinations.message(destination, frame.headers(), frame.body(), publisher);
    }

    private static String required(Frame frame, String header) {
        String value = frame.header(header);
        if (value == null) {
            throw ProtocolException.missingHeader(frame.command(), header);
        }
        return value;
    }
}
