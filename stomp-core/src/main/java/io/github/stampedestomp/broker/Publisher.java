package io.github.stampedestomp.broker;

/**
 * Who sends messages and can be asked to pause, because a subscriber does not keep up. Called by any thread; must
 * neither block nor throw nor call the broker.
 */
public interface Publisher {
    /** Asks for a pause. Each call is undone by one of {@link #release}. */
    void hold();

    /** Ends a pause that {@link #hold} asked for. */
    void release();
}
