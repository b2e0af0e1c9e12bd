package io.github.stampedestomp.user;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A client that is connected. May be used by any thread; what it is told takes effect soon. */
public interface ClientSession {
    /** {@return the name of the session, which nobody can guess} */
    String id();

    /** {@return who has signed in, or nothing if the server asks nobody to} */
    Optional<User> user();

    /** {@return when the client was let in} */
    Instant since();

    /** {@return the client's address as numbers, without its port} */
    String remoteAddress();

    /** {@return whether it is connected to this server, not to another one that is joined with it} */
    default boolean isHere() {
        return true;
    }

    /** {@return the destinations of its subscriptions at the moment, by the client's ids, as the client calls them} */
    Map<String, String> subscriptions();

    /** Ends the session: the client gets an ERROR with a sentence, and its connection is closed with code 1008. */
    void close(String sentence);

    /**
     * Ends all its subscriptions to a destination. STOMP has no frame by which to say so: the client gets a message with a
     * sentence at {@code /user/queue/errors}.
     *
     * @param destination as the client calls it
     */
    void unsubscribe(String destination, String sentence);

    /**
     * Lets a sign-in that would expire last until another time, earlier or later; a time that is over ends the session.
     *
     * @throws IllegalStateException if nobody has signed in
     */
    void renew(Instant until);

    /**
     * Switches the log of the session's frames on or off, which is off at first. It has a line of level INFO for each frame in
     * both directions, by the name {@code io.github.stampedestomp.frames}: command and headers, but no body and no header whose
     * name tells of a secret.
     */
    void logFrames(boolean on);
}
