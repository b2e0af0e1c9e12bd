package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Message;

/**
 * A message on its way to a subscription.
 *
 * @param turn grows from one delivery of a session to the next
 */
record Delivery(Subscription subscription, Message message, long turn) {
    /** {@return roughly how many bytes it takes while it waits} */
    int weight() {
        return message.weight();
    }
}
