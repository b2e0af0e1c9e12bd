package io.github.stampedestomp.session;

import io.github.stampedestomp.user.Attempt;

/** Sees every SEND and SUBSCRIBE that the rules have allowed. Called on a thread of the application; may block. */
@FunctionalInterface
public interface Hook {
    /**
     * {@return the attempt as it shall be carried out: the same, or with another body or other headers}
     *
     * @throws io.github.stampedestomp.user.Denied if it shall not be carried out; the client is told the sentence. Anything
     *     else that is thrown is logged, and refuses too
     */
    Attempt on(Attempt attempt) throws Exception;
}
