package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.user.User;
import org.jspecify.annotations.Nullable;

/** Something that happened to a session. Each thing that happens is told exactly once. */
public sealed interface SessionEvent {
    /** {@return the name of the session, as in the header {@code session} of its CONNECTED} */
    String session();

    /** {@return the user who has signed in, or null if the server asks nobody to} */
    @Nullable
    User user();

    /**
     * A client was let in.
     *
     * @param session the name of the session
     * @param user who has signed in
     * @param version the agreed version
     * @param handshake what the client said when it opened its connection
     */
    record Connected(String session, @Nullable User user, Version version, Handshake handshake)
            implements SessionEvent {}

    /**
     * A client has subscribed.
     *
     * @param session the name of the session
     * @param user who has signed in
     * @param subscription the client's id of the subscription, or its destination if it gave no id
     * @param destination the destination or pattern
     */
    record Subscribed(String session, @Nullable User user, String subscription, String destination)
            implements SessionEvent {}

    /**
     * A subscription has ended, by UNSUBSCRIBE or with its session.
     *
     * @param session the name of the session
     * @param user who has signed in
     * @param subscription the client's id of the subscription, or its destination if it gave no id
     * @param destination the destination or pattern
     */
    record Unsubscribed(String session, @Nullable User user, String subscription, String destination)
            implements SessionEvent {}

    /**
     * A session that was let in has ended, however that came. Its subscriptions have ended before.
     *
     * @param session the name of the session
     * @param user who has signed in
     * @param reason why, in a short sentence
     */
    record Disconnected(String session, @Nullable User user, String reason) implements SessionEvent {}
}
