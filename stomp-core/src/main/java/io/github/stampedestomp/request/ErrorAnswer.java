package io.github.stampedestomp.request;

/**
 * Says to a client what went wrong. Called on a thread of the application; may block.
 *
 * @param <E> the errors that this is about
 */
@FunctionalInterface
public interface ErrorAnswer<E> {
    /** {@return a string, bytes, a {@link Reply} or what the mapper writes} */
    Object answer(Request request, E error) throws Exception;
}
