package io.github.stampedestomp.request;

import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.Denied;
import org.jspecify.annotations.Nullable;

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
        String sentence = clients(error);
        String told = sentence == null ? UNKNOWN : sentence;
        return new Failure(told, Reply.text(told), sentence != null);
    }

    /** A destination that a handler has made of what the client gave it, and that is none, is the client's fault. */
    private static @Nullable String clients(Throwable error) {
        if (error instanceof Denied denied) {
            return denied.sentence();
        }
        return error instanceof IllegalArgumentException && error.getCause() instanceof ProtocolException fault
                ? fault.sentence()
                : null;
    }
}
