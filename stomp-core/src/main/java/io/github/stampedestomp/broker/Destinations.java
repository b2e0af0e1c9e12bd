package io.github.stampedestomp.broker;

import io.github.stampedestomp.frame.ControlCharacters;
import io.github.stampedestomp.frame.ProtocolException;
import java.util.Arrays;

/** Tells topics, queues and malformed destinations apart. */
final class Destinations {
    /** What a destination leads to. */
    enum Kind {
        /** All subscribers, be it a topic or a destination of a user. */
        TOPIC,
        QUEUE
    }

    /** What a pattern may cost grows with its segments, so there are not more of them than anybody needs. */
    private static final int MOST_SEGMENTS = 32;

    private static final int MOST_WILDCARDS = 8;
    private static final int MOST_ANY = 3;

    /** What the destinations of users begin with; each message to one reaches all its subscribers, as in a topic. */
    private static final String USER_PREFIX = "/user/";

    /** How much longer than others the destinations of users may be, as a name grows twelvefold when it is encoded. */
    private static final int NAME_CHARACTERS = 12 * 64;

    private final BrokerSettings settings;

    Destinations(BrokerSettings settings) {
        this.settings = settings;
    }

    /** {@return what a message's destination leads to} */
    Kind kindToSend(String destination) {
        Kind kind = kind(destination);
        if (isPattern(destination)) {
            throw ProtocolException.badDestination(destination, "has a wildcard, which only SUBSCRIBE may have");
        }
        return kind;
    }

    /** {@return what a subscription's destination leads to} */
    Kind kindToSubscribe(String destination) {
        Kind kind = kind(destination);
        if (countOf(destination, PatternTree.ANY) > MOST_ANY
                || countOf(destination, PatternTree.ONE) + countOf(destination, PatternTree.ANY) > MOST_WILDCARDS) {
            throw ProtocolException.badDestination(
                    destination,
                    "has more than the " + MOST_WILDCARDS + " wildcards, or " + MOST_ANY + " times **, allowed");
        }
        if (kind == Kind.QUEUE && isPattern(destination)) {
            throw ProtocolException.badDestination(destination, "has a wildcard, which only topics may have");
        }
        return kind;
    }

    /** {@return whether a destination that was found to be well-formed leads to a queue} */
    boolean isQueue(String destination) {
        return !isBelow(settings.topicPrefix(), destination) && !isBelow(USER_PREFIX, destination);
    }

    /** {@return whether a segment of a destination is {@code *} or {@code **}} */
    static boolean isPattern(String destination) {
        return countOf(destination, PatternTree.ONE) + countOf(destination, PatternTree.ANY) > 0;
    }

    private static long countOf(String destination, String wildcard) {
        return destination.indexOf('*') < 0
                ? 0
                : Arrays.stream(segments(destination)).filter(wildcard::equals).count();
    }

    /** {@return what stands between the slashes, before the first and behind the last one} */
    static String[] segments(String destination) {
        String[] segments = new String[slashes(destination) + 1];
        int from = 0;
        for (int i = 0; i < segments.length - 1; i++) {
            int end = destination.indexOf('/', from);
            segments[i] = destination.substring(from, end);
            from = end + 1;
        }
        segments[segments.length - 1] = destination.substring(from);
        return segments;
    }

    private static int slashes(String destination) {
        int slashes = 0;
        for (int i = 0; i < destination.length(); i++) {
            slashes += destination.charAt(i) == '/' ? 1 : 0;
        }
        return slashes;
    }

    private Kind kind(String destination) {
        int most = settings.destinationCharacters() + (isBelow(USER_PREFIX, destination) ? NAME_CHARACTERS : 0);
        if (destination.length() > most) {
            throw ProtocolException.destinationTooLong(destination, most);
        }
        if (slashes(destination) > MOST_SEGMENTS) {
            throw ProtocolException.badDestination(
                    destination, "has more than the " + MOST_SEGMENTS + " segments allowed");
        }
        if (ControlCharacters.areIn(destination)) {
            throw ProtocolException.badDestination(destination, "has control characters");
        }
        if (isBelow(settings.topicPrefix(), destination) || isBelow(USER_PREFIX, destination)) {
            return Kind.TOPIC;
        }
        if (isBelow(settings.queuePrefix(), destination)) {
            return Kind.QUEUE;
        }
        throw ProtocolException.unknownDestination(
                destination, settings.topicPrefix(), settings.queuePrefix(), USER_PREFIX);
    }

    private static boolean isBelow(String prefix, String destination) {
        return destination.startsWith(prefix) && destination.length() > prefix.length();
    }
}
