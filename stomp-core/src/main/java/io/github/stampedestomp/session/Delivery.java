package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Message;

/**
 * A message on its way to a subscription.
 *
 * @param turn grows from one delivery of a session to the next, and begins anew below zero
 */
record Delivery(Subscription subscription, Message message, int turn) {
    /** {@return whether its turn comes before that of another delivery of the session} */
    boolean isBefore(Delivery other) {
        return turn - other.turn < 0;
    }

    /** {@return roughly how many bytes it takes while it waits} */
    int weight() {
        return message.weight();
    }
}
