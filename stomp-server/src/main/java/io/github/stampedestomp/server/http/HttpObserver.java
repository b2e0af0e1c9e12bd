package io.github.stampedestomp.server.http;

import io.github.stampedestomp.frame.Limit;

/**
 * Is told what becomes of requests, so that it can be counted. Called by all loops; it must be quick and must not throw. Every
 * method does nothing by default.
 */
public interface HttpObserver {
    /** Observes nothing. */
    HttpObserver NONE = new HttpObserver() {};

    /** Learns that a request is answered. */
    default void responded(Status status) {}

    /** Learns that a request has exceeded a limit. */
    default void limitReached(Limit limit) {}
}
