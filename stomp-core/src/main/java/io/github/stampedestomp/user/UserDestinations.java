package io.github.stampedestomp.user;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.ControlCharacters;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The destinations of users. A client calls its own ones <code>/user/queue/x</code>; the server calls those of the user anna
 * <code>/user/anna/queue/x</code>, and those of a single session <code>/user/~id/queue/x</code>.
 *
 * <p>There is one way only to write each: names are percent-encoded where they hold more than letters of ASCII, digits and
 * {@code - . _}, or could be taken for something else. Whatever is written in another way is refused, never mended.
 */
public final class UserDestinations {
    /** What all of them begin with. */
    public static final String PREFIX = "/user/";

    /** The user destination at which a client learns what went wrong with what it has sent. */
    public static final String ERRORS = "/queue/errors";

    private static final String SESSION_MARK = "~";

    private UserDestinations() {}

    /** {@return whether a destination is one of a user, well-formed or not} */
    public static boolean isOne(String destination) {
        return destination.startsWith(PREFIX);
    }

    /** {@return whether a destination is what clients call one of their own, such as {@code /user/queue/x}} */
    public static boolean isOwn(String destination) {
        return isOne(destination) && isRest(destination.substring(PREFIX.length() - 1));
    }

    /**
     * {@return the destination of a user}
     *
     * @param rest what it is called without the user, such as {@code /queue/x}
     * @throws IllegalArgumentException if the rest begins with neither {@code /queue/} nor {@code /topic/}
     */
    public static String of(String user, String rest) {
        return PREFIX + encode(user) + required(rest);
    }

    /**
     * {@return the destination of a single session}
     *
     * @param rest what it is called without the session, such as {@code /queue/x}
     * @throws IllegalArgumentException if the rest begins with neither {@code /queue/} nor {@code /topic/}
     */
    public static String ofSession(String id, String rest) {
        return PREFIX + SESSION_MARK + id + required(rest);
    }

    /**
     * {@return what stands behind the user in the full name of a destination: {@code /queue/x} of {@code /user/anna/queue/x}}
     *
     * @throws ProtocolException if it is not the full name of a destination of a user
     */
    public static String rest(String destination) {
        int end = destination.indexOf('/', PREFIX.length());
        String name = end < 0 ? "" : destination.substring(PREFIX.length(), end);
        if (end < 0 || isOwn(destination) || !isRest(destination.substring(end)) || !isName(name)) {
            throw ProtocolException.badUserDestination(destination);
        }
        return destination.substring(end);
    }

    /**
     * {@return the form that everything else compares: {@code /user/queue/x} for what belongs to the client itself, and any
     * other destination as it is}
     *
     * @param user the client's user, or null if it has not signed in
     * @param session the id of the client's session
     * @throws ProtocolException if it begins as the destination of a user and is none, or holds control characters, which
     *     could forge lines of a log
     */
    public static String ownOrFull(String destination, @Nullable User user, String session) {
        if (ControlCharacters.areIn(destination)) {
            throw ProtocolException.badDestination(destination, "has control characters");
        }
        if (!isOne(destination) || isOwn(destination)) {
            return destination;
        }
        String rest = rest(destination);
        boolean isOwn = destination.equals(ofSession(session, rest))
                || (user != null && destination.equals(of(user.name(), rest)));
        return isOwn ? PREFIX + rest.substring(1) : destination;
    }

    /**
     * {@return a message, which clients see under the short name if it goes to a user}
     *
     * @throws ProtocolException if the destination begins as one of a user and is not the full name of one
     */
    public static Message message(String destination, Headers headers, byte[] body, @Nullable Publisher publisher) {
        Message message = Message.of(destination, headers, body, publisher);
        return isOne(destination) ? message.shownAs(PREFIX + rest(destination).substring(1)) : message;
    }

    private static boolean isRest(String rest) {
        return (rest.startsWith("/queue/") || rest.startsWith("/topic/")) && rest.length() > "/queue/".length();
    }

    private static String required(String rest) {
        if (!isRest(rest)) {
            throw new IllegalArgumentException(
                    "what a user's destination is called must begin with '/queue/' or '/topic/', not '" + rest + "'");
        }
        return rest;
    }

    private static boolean isName(String encoded) {
        String bare = encoded.startsWith(SESSION_MARK) ? encoded.substring(1) : encoded;
        return !bare.isEmpty() && bare.equals(encode(PercentEscapes.decode(bare)));
    }

    /** No wildcard, slash or tilde is left; what begins as an own destination does, and dots alone, are told apart. */
    private static String encode(String name) {
        String encoded = PercentEscapes.encode(name);
        return switch (encoded) {
            case "queue" -> "%71ueue";
            case "topic" -> "%74opic";
            case "." -> "%2E";
            case ".." -> "%2E%2E";
            default -> encoded;
        };
    }
}
