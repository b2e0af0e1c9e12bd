package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.Verdict;
import java.util.concurrent.Executor;
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

    private final Authority authority;
    private final Executor application;
    private final Executor ownThread;
    private final Publisher client;
    private boolean isAsking;

    /**
     * Starts with nothing to decide.
     *
     * @param application runs what the application has to say
     * @param ownThread runs what comes of it
     * @param client is held back meanwhile
     */
    Gate(Authority authority, Executor application, Executor ownThread, Publisher client) {
        this.authority = authority;
        this.application = application;
        this.ownThread = ownThread;
        this.client = client;
    }

    /** {@return whether an attempt is being decided} */
    boolean isAsking() {
        return isAsking;
    }

    /** {@return whether a client whose attempt is refused keeps its session} */
    boolean hasSoftDenials() {
        return authority.rules().hasSoftDenials();
    }

    void decide(Attempt attempt, Outcome outcome) {
        Verdict verdict = authority.rules().judge(attempt);
        if (authority.mustAsk(verdict)) {
            ask(attempt, outcome);
        } else if (verdict instanceof Verdict.Allowed) {
            outcome.allowed(attempt.frame());
        } else {
            outcome.refused(attempt.frame(), Authority.refusal(attempt).sentence());
        }
    }

    private void ask(Attempt attempt, Outcome outcome) {
        isAsking = true;
        client.hold();
        try {
            application.execute(() -> {
                Runnable decided = decided(attempt, outcome);
                ownThread.execute(() -> end(decided, outcome));
            });
        } catch (RuntimeException | Error e) { // most of all, RejectedExecutionException
            LOG.warn("the application's executor refuses to decide on {}: {}", attempt, e.toString());
            end(() -> outcome.refused(attempt.frame(), "internal error"), outcome);
        }
    }

    /** Runs on a thread of the application. */
    private Runnable decided(Attempt attempt, Outcome outcome) {
        try {
            Frame frame = authority.decide(attempt);
            return () -> outcome.allowed(frame);
        } catch (Denied denied) {
            return () -> outcome.refused(attempt.frame(), denied.sentence());
        } catch (Throwable e) { // what was thrown has a broken message too, so that the log cannot print it
            LOG.error(
                    "a rule or a hook has failed, and its error with a {}",
                    e.getClass().getName());
            return () -> outcome.refused(attempt.frame(), "internal error");
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
}
