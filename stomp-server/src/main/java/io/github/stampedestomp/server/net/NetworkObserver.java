package io.github.stampedestomp.server.net;

import io.github.stampedestomp.frame.Limit;

/**
 * Is told what happens to connections, so that it can be counted. Called by all loops, often; it must be quick and must not
 * throw. Every method does nothing by default.
 */
public interface NetworkObserver {
    /** Observes nothing. */
    NetworkObserver NONE = new NetworkObserver() {};

    /** Learns that a client was given to a loop. */
    default void accepted() {}

    /** Learns that a client was turned away, as a limit was reached. */
    default void turnedAway(Limit limit) {}

    /** Learns that a connection that was taken has exceeded a limit. */
    default void limitReached(Limit limit) {}

    /** Learns that bytes have come from a client. */
    default void received(int bytes) {}

    /** Learns that the network has taken bytes, and how often it was offered some meanwhile. */
    default void sent(long bytes, long writes) {}

    /** Learns by how much more, or less, waits to be sent. */
    default void unsentChanged(long bytes) {}

    /** Learns for how long a loop has worked between two looks at its sockets. */
    default void turned(long nanos) {}

    /** Learns that a connection has ended. */
    default void ended(EndedConnection connection) {}
}
