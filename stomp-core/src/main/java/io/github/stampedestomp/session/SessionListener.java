package io.github.stampedestomp.session;

/** Is told what happens to sessions. Called on threads of the application; may block. */
@FunctionalInterface
public interface SessionListener {
    /**
     * Takes note of an event. The events of one session come one at a time and in order; those of different sessions may
     * come at the same time. What is thrown is logged and changes nothing.
     */
    void on(SessionEvent event);
}
