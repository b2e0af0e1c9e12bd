package io.github.stampedestomp.request;

import io.github.stampedestomp.user.Denied;

/**
 * What a client is told of a request that has failed.
 *
 * @param sentence what went wrong, fit for a header
 * @param reply the whole of it
 * @param isClients whether the fault is the client's rather than the application's
 */
public record Failure(String sentence, Reply reply, boolean isClients) {
    static final String UNKNOWN = "internal error";

    /** {@return the failure that an error means if the application says nothing else about it} */
    static Failure of(Throwable error) {
        boolean isClients = error instanceof Denied;
        String sentence = error instanceof Denied denied ? denied.sentence() : UNKNOWN;
        return new Failure(sentence, Reply.text(sentence), isClients);
    }
}
