package io.github.stampedestomp.user;

/** Decides whether a client may do what it attempts. Called on a thread of the application; may block. */
@FunctionalInterface
public interface Condition {
    /**
     * {@return whether the client may}
     *
     * @throws Denied if it may not; it is told the sentence. Anything else that is thrown is logged, and refuses too
     */
    boolean allows(Attempt attempt) throws Exception;
}
