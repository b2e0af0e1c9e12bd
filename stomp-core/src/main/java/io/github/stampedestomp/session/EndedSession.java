package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.ControlCharacters;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * What there is to say of a session at its end.
 *
 * @param session the session's name, which must not reach strangers
 * @param user the name of its user, or nothing if nobody has signed in
 * @param remoteAddress the client's address as numbers
 * @param wasConnected whether the client was let in
 * @param reason why it has ended, in a few words
 * @param time how long it was open
 * @param frames how many frames of the client were carried out
 * @param messages how many messages it was given
 * @param sentBytes how many bytes the network has taken for it
 * @param dropped how many messages it was not given, as it did not keep up
 */
public record EndedSession(
        String session,
        Optional<String> user,
        String remoteAddress,
        boolean wasConnected,
        String reason,
        Duration time,
        long frames,
        long messages,
        long sentBytes,
        long dropped) {
    private static final int SHORT_CHARACTERS = 8;

    /** Writes one line, in which the session cannot be recognised by strangers. */
    void log(Logger log) {
        log.info(
                "session {} of {} from {} has ended after {} ms: {}; {} frames received, {} messages and {} bytes sent{}",
                shortName(session),
                user.orElse(wasConnected ? "nobody" : "a client that was not let in"),
                remoteAddress,
                time.toMillis(),
                onOneLine(reason),
                frames,
                messages,
                sentBytes,
                dropped == 0 ? "" : ", " + dropped + " messages dropped");
    }

    /** {@return what tells a session from others in a log, though nobody can do anything with it} */
    static String shortName(String session) {
        return session.substring(0, Math.min(SHORT_CHARACTERS, session.length()));
    }

    /** {@return a text that a client or an application has made up, as it may stand in a log} */
    static String onOneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().map(c -> ControlCharacters.isOne(c) ? '?' : c).forEach(line::appendCodePoint);
        return line.toString();
    }
}
