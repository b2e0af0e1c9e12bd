package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Limit;

/**
 * Is told what happens in the sessions of a server, so that it can be counted. Called by any thread, often; it must be quick and
 * must not throw. Every method does nothing by default.
 */
public interface SessionObserver {
    /** Observes nothing. */
    SessionObserver NONE = new SessionObserver() {};

    /** Learns that a client has opened a connection for STOMP. */
    default void opened() {}

    /** Learns that a client was let in. */
    default void connected() {}

    /** Learns that a frame of a client is carried out. */
    default void received(Command command) {}

    /** Learns that messages were given to a connection, in one go. */
    default void delivered(int messages) {}

    /** Learns that a client, or what it wants, has exceeded a limit. */
    default void limitReached(Limit limit) {}

    /** Learns that a client does not keep up, and what waits for it, before its session ends. */
    default void cutOff(Limit limit, long unsentBytes) {}

    /** Learns that messages for a client that does not keep up were dropped, or replaced by later ones, some time ago. */
    default void dropped(SlowReader policy, int messages) {}

    /** Learns that a session, of whatever kind of client, has ended. */
    default void ended(EndedSession session) {}
}
