package io.github.stampedestomp.session;

import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the application who a client is. */
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    /** What comes of it, on the session's thread. */
    interface Outcome {
        void letIn(User user);

        void refused(String sentence);

        void failed();
    }

    private final Login login;
    private final Executor ownThread;
    /** Whether it is not worth while any more to find out who the client is. */
    private volatile boolean isOver;

    SignIn(Login login, Executor ownThread) {
        this.login = login;
        this.ownThread = ownThread;
    }

    /** Runs on a thread of the application. */
    void ask(Authenticator authenticator, Outcome outcome) {
        if (isOver) {
            return;
        }
        try {
            // A map that does not know the client answers with null, which must not let it in.
            User found = Objects.requireNonNull(authenticator.authenticate(login), "the authenticator named no user");
            tell(outcome, told -> told.letIn(found));
        } catch (Denied denied) {
            tell(outcome, told -> told.refused(denied.sentence()));
        } catch (Throwable e) { // the client must get an answer whatever the application does
            LOG.error("the authenticator has failed", e);
            tell(outcome, Outcome::failed);
        }
    }

    void end() {
        isOver = true;
    }

    private void tell(Outcome outcome, Consumer<Outcome> what) {
        ownThread.execute(() -> what.accept(outcome));
    }
}
