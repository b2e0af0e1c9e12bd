package io.github.stampedestomp.request;

import java.util.function.Consumer;

/**
 * Is told of each request that is given to its handler, so that it can be counted. Called by any thread; what it throws hurts no
 * request.
 */
@FunctionalInterface
public interface RequestObserver {
    /** Observes nothing. */
    RequestObserver NONE = () -> outcome -> {};

    /** {@return what learns how the request has ended} Called when its handler begins. */
    Consumer<Outcome> begun();
}
