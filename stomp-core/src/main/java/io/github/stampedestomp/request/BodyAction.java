package io.github.stampedestomp.request;

/**
 * Does what a client asks for with a body. Called on a thread of the application; may block.
 *
 * @param <T> what the mapper reads bodies as
 */
@FunctionalInterface
public interface BodyAction<T> {
    /**
     * Does it, as {@link RequestAction#run} does.
     *
     * @throws Exception if it cannot be done, see {@link Requests.Builder#onError}
     */
    void run(Request request, T body) throws Exception;
}
