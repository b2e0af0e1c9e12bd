package io.github.stampedestomp.broker;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.List;

/**
 * Takes messages in and distributes them. All methods may be called by any thread, and none of them blocks.
 *
 * <p>Messages of one thread to one destination reach each subscriber in the order in which they were sent.
 */
public interface Broker {
    /**
     * Delivers a message to the subscribers of its destination.
     *
     * @throws ProtocolException if the destination is malformed or unknown, or a queue has no room
     */
    default void send(Message message) {
        sendAll(List.of(message));
    }

    /**
     * Delivers messages, all or none of them.
     *
     * @throws ProtocolException if one of the destinations is malformed or unknown, or a queue has no room; then no
     *     message was delivered
     */
    void sendAll(List<Message> messages);

    /**
     * Delivers the messages of a destination to a subscriber from here on.
     *
     * @throws ProtocolException if the destination is malformed or unknown
     */
    void subscribe(Subscriber subscriber);

    /** Ends a subscription. What a queue has delivered to it and was neither acked nor nacked goes to the others. */
    void unsubscribe(Subscriber subscriber);

    /** {@return whether each message delivered to a subscriber is kept until it is acked} */
    boolean keepsUntilAcked(Subscriber subscriber);

    /** Takes note that a delivered message was consumed. */
    void ack(Subscriber subscriber, Message message);

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
