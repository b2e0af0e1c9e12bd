package io.github.stampedestomp.session;

import io.github.stampedestomp.user.User;
import io.github.stampedestomp.user.UserDestinations;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is to the broker, and what its own destinations are called there.
 *
 * @param user who has signed in, or null if nobody is asked to
 * @param session the id of the session
 */
record Identity(@Nullable User user, String session) {
    /** {@return a destination in the form that rules compare} */
    String canonical(String destination) {
        return UserDestinations.ownOrFull(destination, user, session);
    }

    /** {@return where the broker sends a message for a canonical destination} */
    String toSend(String canonical) {
        return UserDestinations.isOwn(canonical) ? own(canonical).findFirst().orElseThrow() : canonical;
    }

    /** {@return the destinations that the broker knows a canonical one by: one's own are those of the user and of the session} */
    List<String> toSubscribe(String canonical) {
        return UserDestinations.isOwn(canonical) ? own(canonical).toList() : List.of(canonical);
    }

    private Stream<String> own(String canonical) {
        String rest = canonical.substring(UserDestinations.PREFIX.length() - 1);
        String ofSession = UserDestinations.ofSession(session, rest);
        return user == null ? Stream.of(ofSession) : Stream.of(UserDestinations.of(user.name(), rest), ofSession);
    }
}
