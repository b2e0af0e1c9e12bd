package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import org.jspecify.annotations.Nullable;

/**
 * A client that was let in: carries its frames out as far as it may send them.
 *
 * <p>Belongs to the thread of the session.
 */
final class Member implements Gate.Outcome {
    /** What the session does for it. */
    interface Session {
        /** Answers the header {@code receipt} of a frame. */
        void confirm(Frame frame);

        /** Takes a step that comes late for a frame, unless the session has ended. */
        void stepFor(Frame frame, Runnable step);

        /** Takes a step that comes late for a frame, even if the client is about to leave. */
        void lateStepFor(Frame frame, Runnable step);

        /** Goes on behind what had to wait for the application. */
        void goOn();
    }

    private final Identity identity;
    private final Commands commands;
    private final RequestLine requests;
    private final Confirmations confirmations;
    private final ErrorMessages errors;
    private final SessionNews news;
    private final Gate gate;
    private final Session session;

    Member(
            Identity identity,
            Commands commands,
            RequestLine requests,
            Confirmations confirmations,
            ErrorMessages errors,
            SessionNews news,
            Gate gate,
            Session session) {
        this.identity = identity;
        this.commands = commands;
        this.requests = requests;
        this.confirmations = confirmations;
        this.errors = errors;
        this.news = news;
        this.gate = gate;
        this.session = session;
    }

    @Nullable
    User user() {
        return identity.user();
    }

    Commands commands() {
        return commands;
    }

    RequestLine requests() {
        return requests;
    }

    SessionNews news() {
        return news;
    }

    /** Does something when the application has answered all requests so far, and the broker confirmed all that was sent. */
    void whenSettled(Runnable task) {
        if (requests.isBusy()) {
            requests.afterwards(() -> confirmations.afterwards(task));
        } else {
            confirmations.afterwards(task);
        }
    }

    /** {@return whether the application is being asked whether a frame may be carried out} */
    boolean isAsking() {
        return gate.isAsking();
    }

    void carryOut(Frame frame) {
        Attempt attempt = attempt(frame);
        if (attempt == null) {
            commands.carryOut(frame, () -> session.confirm(frame));
        } else {
            gate.decide(attempt, this);
        }
    }

    /** {@return what the rules have to judge before a frame is carried out, or null if they have no say} */
    private @Nullable Attempt attempt(Frame frame) {
        boolean isJudged = frame.command() == Command.SEND || frame.command() == Command.SUBSCRIBE;
        String destination = frame.header(HeaderName.DESTINATION);
        return isJudged && destination != null
                ? Attempt.of(frame, identity.canonical(destination), identity.user(), identity.session())
                : null;
    }

    @Override
    public void allowed(Frame frame) {
        session.stepFor(frame, () -> commands.carryOut(frame, () -> session.confirm(frame)));
    }

    @Override
    public void refused(Frame frame, String sentence) {
        session.stepFor(frame, () -> {
            if (!gate.hasSoftDenials()) {
                throw Denied.because(sentence);
            }
            errors.tell(frame, frame.header(HeaderName.RECEIPT), sentence, Reply.text(sentence));
            if (frame.command() == Command.SUBSCRIBE) {
                commands.refused(frame);
            }
        });
    }

    @Override
    public void decided() {
        session.goOn();
    }

    void unsubscribe(String destination, String sentence) {
        if (commands.unsubscribeFrom(destination)) {
            errors.tell(destination, sentence);
        }
    }

    void end(String reason) {
        confirmations.end();
        commands.end();
        news.disconnected(reason);
    }
}
