package io.github.stampedestomp.user;

import java.time.Instant;
import java.util.List;

/**
 * A user with at least one session, as it was when somebody asked.
 *
 * @param name the user's name
 * @param since when the first of these sessions was let in
 * @param sessions the sessions, the first one first
 */
public record OnlineUser(String name, Instant since, List<ClientSession> sessions) {
    /** Ends all these sessions: their clients get an ERROR with a sentence. */
    public void close(String sentence) {
        sessions.forEach(session -> session.close(sentence));
    }
}
