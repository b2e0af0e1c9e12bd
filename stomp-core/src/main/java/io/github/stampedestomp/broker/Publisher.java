package io.github.stampedestomp.broker;

/**
 * Who sends messages and can be asked to pause, because a subscriber does not keep up. Called by any thread; must
 * neither block nor throw nor call the broker.
 */
public interface Publisher {
    /** Asks for a pause. Each call is undone by one of {@link #release}. */
    void hold();

    /**
     * {@return the same publisher, for who asks for a pause that lasts as long as it has to} Where a subscriber is to blame, a
     * pause may be cut short.
     */
    default Publisher patient() {
        return this;
    }

    /** Ends a pause that {@link #hold} asked for. */
    void release();
}
