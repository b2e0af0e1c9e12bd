package io.github.stampedestomp.request;

import org.jspecify.annotations.Nullable;

/**
 * Answers what a client asks for with a body. Called on a thread of the application; may block.
 *
 * @param <T> what the mapper reads bodies as
 */
@FunctionalInterface
public interface BodyAnswer<T> {
    /**
     * {@return the answer, as {@link RequestAnswer#answer} does}
     *
     * @throws Exception if there is no answer, see {@link Requests.Builder#onError}
     */
    @Nullable
    Object answer(Request request, T body) throws Exception;
}
