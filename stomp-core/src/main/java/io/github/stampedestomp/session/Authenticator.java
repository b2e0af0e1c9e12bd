package io.github.stampedestomp.session;

import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;

/** Decides who a client is. Called on a thread of the application; may block. */
@FunctionalInterface
public interface Authenticator {
    /**
     * {@return the user that a client has proved to be}
     *
     * @throws Denied if the client is not let in; it is told the sentence. Anything else that is thrown is logged, and the
     *     client is told no more than that there was an internal error
     */
    User authenticate(Login login);
}
