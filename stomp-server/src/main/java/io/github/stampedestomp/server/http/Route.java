package io.github.stampedestomp.server.http;

/** Answers the requests for some paths. */
@FunctionalInterface
public interface Route {
    /**
     * Answers one request, now or later. Called on the loop of the client's connection, so it must not block. What it
     * throws is answered with status 500.
     */
    void serve(Exchange exchange);

    /**
     * {@return the most bytes that the body of a request for this route may have}
     *
     * @param subPath what of the path stands behind the prefix of the route
     * @param standard what a route allows that has no opinion
     */
    default int bodyBytes(String subPath, int standard) {
        return standard;
    }

    /** {@return the response to a request for this route that is refused before the route gets it: plain text by default} */
    default Response refusal(Status status, String sentence) {
        return Response.sentence(status, sentence);
    }
}
