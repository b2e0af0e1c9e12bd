package io.github.stampedestomp.server.relay;

/** Is told what happens between this server and the external broker, so that it can be counted. Must be quick and must not throw. */
public interface RelayObserver {
    /** Observes nothing. */
    RelayObserver NONE = new RelayObserver() {};

    /** Learns that the broker has let a connection in. */
    default void connected() {}

    /** Learns that this server has ended a connection that was let in. */
    default void disconnected() {}

    /** Learns that a connection that was let in is gone, and was not to. */
    default void lost() {}

    /** Learns by how many subscriptions more, or fewer, the broker has. */
    default void subscriptionsChanged(int by) {}

    /** Learns that a message was given to the broker. */
    default void sent() {}

    /** Learns that a message has come from the broker. */
    default void received() {}

    /** Learns that a message has come again that had come before, and was dropped. */
    default void repeated() {}

    /** Learns that the broker has not vouched for a message. */
    default void unconfirmed() {}

    /** Learns by how much more, or less, waits for the broker's confirmation. */
    default void unconfirmedBytesChanged(long by) {}
}
