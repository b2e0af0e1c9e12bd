package io.github.stampedestomp.broker;

/** The receiving end of one subscription. */
public interface Subscriber {
    /** {@return the destination or pattern that it subscribes to, always the same} */
    String destination();

    /** Takes a message, to pass it on soon. Called by any thread; must neither block nor throw nor call the broker. */
    void deliver(Message message);
}
