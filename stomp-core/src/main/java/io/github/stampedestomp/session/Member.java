package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.user.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * What a session has once its client was let in.
 *
 * @param identity who the client is
 * @param commands what it has asked for
 * @param requests what it has asked the application for
 * @param errors tells it what went wrong
 * @param news tells others of it
 */
record Member(Identity identity, Commands commands, RequestLine requests, ErrorMessages errors, SessionNews news) {
    /** {@return what the rules have to judge before a frame is carried out, or null if they have no say} */
    @Nullable
    Attempt attempt(Frame frame) {
        boolean isJudged = frame.command() == Command.SEND || frame.command() == Command.SUBSCRIBE;
        String destination = frame.header(HeaderName.DESTINATION);
        return isJudged && destination != null
                ? Attempt.of(frame, identity.canonical(destination), identity.user(), identity.session())
                : null;
    }

    /** Tells the client that a frame was refused; it may go on. */
    void refuse(Frame frame, String sentence) {
        errors.tell(frame, sentence, Reply.text(sentence));
        if (frame.command() == Command.SUBSCRIBE) {
            commands.refused(frame);
        }
    }

    void unsubscribe(String destination, String sentence) {
        if (commands.unsubscribeFrom(destination)) {
            errors.tell(destination, sentence);
        }
    }

    void end(String reason) {
        commands.end();
        news.disconnected(reason);
    }
}
