package io.github.stampedestomp.examples.docs.given;

import io.github.stampedestomp.user.User;
import java.util.Optional;

/** The tokens that an application has issued. */
public interface Tokens {
    /** {@return whom a token was issued to} */
    Optional<User> owner(String token);
}
