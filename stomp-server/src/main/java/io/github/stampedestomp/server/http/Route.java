package io.github.stampedestomp.server.http;

/** Answers the requests for some paths. */
@FunctionalInterface
public interface Route {
    /**
     * Answers one request, now or later. Called on the loop of the client's connection, so it must not block. What it
     * throws is answered with status 500.
     */
    void serve(Exchange exchange);
}
