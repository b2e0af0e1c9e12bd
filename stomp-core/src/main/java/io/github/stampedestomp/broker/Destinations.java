package io.github.stampedestomp.broker;

import io.github.stampedestomp.frame.ProtocolException;

/** Tells topics, queues and malformed destinations apart. */
final class Destinations {
    /** What a destination leads to. */
    enum Kind {
        TOPIC,
        QUEUE
    }

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
        if (kind == Kind.QUEUE && isPattern(destination)) {
            throw ProtocolException.badDestination(destination, "has a wildcard, which only topics may have");
        }
        return kind;
    }

    /** {@return whether a destination that was found to be well-formed leads to a queue} */
    boolean isQueue(String destination) {
        return !isBelow(settings.topicPrefix(), destination);
    }

    /** {@return whether a segment of a destination is {@code *} or {@code **}} */
    static boolean isPattern(String destination) {
        return destination.indexOf('*') >= 0 && hasWildcard(destination.split("/", -1));
    }

    private static boolean hasWildcard(String[] segments) {
        for (String segment : segments) {
            if (segment.equals(PatternTree.ONE) || segment.equals(PatternTree.ANY)) {
                return true;
            }
        }
        return false;
    }

    private Kind kind(String destination) {
        if (destination.length() > settings.destinationCharacters()) {
            throw ProtocolException.badDestination(
                    destination, "is longer than the " + settings.destinationCharacters() + " characters allowed");
        }
        if (destination.chars().anyMatch(Character::isISOControl)) {
            throw ProtocolException.badDestination(destination, "has control characters");
        }
        if (isBelow(settings.topicPrefix(), destination)) {
            return Kind.TOPIC;
        }
        if (isBelow(settings.queuePrefix(), destination)) {
            return Kind.QUEUE;
        }
        throw ProtocolException.unknownDestination(destination, settings.topicPrefix(), settings.queuePrefix());
    }

    private static boolean isBelow(String prefix, String destination) {
        return destination.startsWith(prefix) && destination.length() > prefix.length();
    }
}
