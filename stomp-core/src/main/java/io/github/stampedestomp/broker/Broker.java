package io.github.stampedestomp.broker;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes messages in and distributes them. All methods may be called by any thread, and none of them blocks.
 *
 * <p>Messages of one thread to one destination reach each subscriber in the order in which they were sent.
 */
public interface Broker {
    /** What a broker answers that has done at once what it was asked for. */
    CompletionStage<Void> CONFIRMED = CompletableFuture.completedStage(null);

    /**
     * Delivers a message to the subscribers of its destination.
     *
     * @return what is done when the broker vouches for the message, and fails with a {@link ProtocolException} if it has
     *     not taken it, or perhaps has not
     * @throws ProtocolException if the destination is malformed or unknown, or there is no room
     */
    default CompletionStage<Void> send(Message message) {
        return sendAll(List.of(message));
    }

    /**
     * Delivers messages, all or none of them.
     *
     * @return what is done when the broker vouches for all of them, as in {@link #send}
     * @throws ProtocolException if one of the destinations is malformed or unknown, or there is no room; then no
     *     message was delivered
     */
    CompletionStage<Void> sendAll(List<Message> messages);

    /**
     * Delivers a message to those subscribers of its destination that are clients of this server, wherever else the broker may
     * have subscribers.
     *
     * @throws ProtocolException as {@link #send} does
     */
    default void sendHere(Message message) {
        send(message);
    }

    /**
     * Delivers the messages of a destination to a subscriber from here on.
     *
     * @return what is done when no message that is sent from then on can be missed, and fails with a {@link
     *     ProtocolException} if the broker refuses
     * @throws ProtocolException if the destination is malformed or unknown
     */
    CompletionStage<Void> subscribe(Subscriber subscriber);

    /** Ends a subscription. What a queue has delivered to it and was neither acked nor nacked goes to the others. */
    void unsubscribe(Subscriber subscriber);

    /** {@return whether each message delivered to a subscriber is kept until it is acked} */
    boolean keepsUntilAcked(Subscriber subscriber);

    /** Takes note that a delivered message was consumed. */
    void ack(Subscriber subscriber, Message message);

    /** {@return why clients should be sent elsewhere for now, if so} A broker in memory always works. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** {@return the destinations that have subscribers or messages, in no order} */
    List<DestinationStatus> destinations();

    /** {@return how much there is to remember, which is asked for often} By default it is counted from the destinations. */
    default BrokerStatus status() {
        List<DestinationStatus> all = destinations();
        return new BrokerStatus(
                all.size(),
                all.stream().mapToLong(DestinationStatus::subscribers).sum(),
                all.stream().mapToLong(DestinationStatus::waitingMessages).sum(),
                0);
    }

    /** Takes note that a delivered message was not consumed: a queue gives it to the next consumer, a topic drops it. */
    void nack(Subscriber subscriber, Message message);
}
