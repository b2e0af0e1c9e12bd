package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.Verdict;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets through what a client may do. While the application has to be asked, the client is held back, so that nothing overtakes
 * what is being decided.
 */
final class Gate {
    /** What comes of an attempt, on the session's thread. */
    interface Outcome {
        void allowed(Frame frame);

        void refused(Frame frame, String sentence);

        /** Comes after one of the others, if that has not come at once. */
        void decided();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Application application;
    private final Executor ownThread;
    private final Publisher client;
    private boolean isAsking;

    Gate(Application application, Executor ownThread, Publisher client) {
        this.application = application;
        this.ownThread = ownThread;
        this.client = client;
    }

    /** {@return whether an attempt is being decided} */
    boolean isAsking() {
        return isAsking;
    }

    void decide(Attempt attempt, Outcome outcome) {
        Verdict verdict = application.rules().judge(attempt);
        if (verdict instanceof Verdict.Refused) {
            outcome.refused(attempt.frame(), sentence(attempt));
        } else if (verdict instanceof Verdict.Asked asked) {
            ask(asked, attempt, outcome);
        } else if (application.hooks().isEmpty()) {
            outcome.allowed(attempt.frame());
        } else {
            ask(null, attempt, outcome);
        }
    }

    private void ask(Verdict.@Nullable Asked asked, Attempt attempt, Outcome outcome) {
        isAsking = true;
        client.hold();
        try {
            application.executor().execute(() -> {
                Runnable decided = decided(asked, attempt, outcome);
                ownThread.execute(() -> end(decided, outcome));
            });
        } catch (RejectedExecutionException e) {
            LOG.warn("the application's executor refuses to decide on {}", attempt);
            end(() -> outcome.refused(attempt.frame(), sentence(attempt)), outcome);
        }
    }

    private void end(Runnable decided, Outcome outcome) {
        isAsking = false;
        try {
            decided.run();
        } finally {
            client.release();
        }
        outcome.decided();
    }

    /** Runs on a thread of the application. */
    private Runnable decided(Verdict.@Nullable Asked asked, Attempt attempt, Outcome outcome) {
        try {
            if (asked != null && !asked.condition().allows(asked.attempt())) {
                return () -> outcome.refused(attempt.frame(), sentence(attempt));
            }
            Attempt seen = attempt;
            for (Hook hook : application.hooks()) {
                seen = Objects.requireNonNull(hook.on(seen), "what a hook returns");
            }
            Frame frame = seen.frame();
            if (!attempt.allowsInstead(frame)) {
                throw new IllegalStateException("a hook has returned another attempt than the one that it was given");
            }
            return () -> outcome.allowed(frame);
        } catch (Denied denied) {
            return () -> outcome.refused(attempt.frame(), denied.sentence());
        } catch (Throwable e) { // the client must get an answer whatever the application does
            LOG.error("a rule or a hook has failed on {}", attempt, e);
            return () -> outcome.refused(attempt.frame(), sentence(attempt));
        }
    }

    private static String sentence(Attempt attempt) {
        return ProtocolException.notAllowed(attempt.command(), attempt.destination())
                .sentence();
    }
}
