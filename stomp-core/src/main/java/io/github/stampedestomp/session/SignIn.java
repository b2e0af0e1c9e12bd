package io.github.stampedestomp.session;

import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the application who a client is. */
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    /**
     * What comes of it.
     *
     * @param user who the client is, or null if it is not let in
     * @param refusal the sentence for a client that is not let in, or null if the application has failed
     */
    record Result(@Nullable User user, @Nullable String refusal) {}

    private final Authenticator authenticator;
    private final Login login;
    private volatile boolean isOver;

    SignIn(Authenticator authenticator, Login login) {
        this.authenticator = authenticator;
        this.login = login;
    }

    /** {@return whether it is not worth while any more to ask} */
    boolean isOver() {
        return isOver;
    }

    void end() {
        isOver = true;
    }

    /** Runs on a thread of the application. */
    Result ask() {
        try {
            // A map that does not know the client answers with null, which must not let it in.
            User user = Objects.requireNonNull(authenticator.authenticate(login), "the authenticator named no user");
            return new Result(user, null);
        } catch (Denied denied) {
            return new Result(null, denied.sentence());
        } catch (Throwable e) { // the client must get an answer whatever the application does
            LOG.error("the authenticator has failed", e);
            return new Result(null, null);
        }
    }
}
