package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.codec.FrameLimits;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.UserDestinations;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What stays on this server, and where the rest goes: what concerns a session of this server, what is said to be local, and what is
 * told about presence never leaves it. May be used by any thread.
 */
final class Routing {
    /** What servers send to each other's users; no destination of a client is called that. */
    static final String USERS = "users";

    /** In a header, a character may become nine: three bytes of three. */
    private static final int HEAD_FACTOR = 10;

    private final String node;
    private final BrokerSettings destinations;
    private final FrameLimits frame;
    private final Predicate<String> isLocal;
    private final Presence presence;

    /**
     * Prepares.
     *
     * @param node with which the names of this server's sessions end
     */
    Routing(RelaySettings settings, String node, Presence presence) {
        this.node = node;
        this.destinations = settings.broker();
        this.frame = settings.frame();
        this.isLocal = settings.isLocal();
        this.presence = presence;
    }

    /** {@return where a message goes, or nothing if it stays here} */
    Optional<Route> route(Message message, boolean isQueue) {
        Optional<Route> route = route(message.destination(), isQueue);
        if (route.isPresent()) {
            requireThatAllCanReadIt(message);
        }
        return route;
    }

    /** {@return where what is sent to a destination or pattern goes, or nothing if it stays here} */
    Optional<Route> route(String destination, boolean isQueue) {
        if (UserDestinations.isOne(destination)) {
            return isOfASessionHere(destination) ? Optional.empty() : Optional.of(Route.own(USERS));
        }
        if (isLocal.test(destination) || presence.isToldAt(destination)) {
            return Optional.empty();
        }
        return Optional.of(
                isQueue
                        ? Route.of(Route.Kind.QUEUE, destination, destination.substring(queuePrefixLength()))
                        : Route.of(Route.Kind.TOPIC, destination, destination.substring(topicPrefixLength())));
    }

    private int queuePrefixLength() {
        return destinations.queuePrefix().length();
    }

    private int topicPrefixLength() {
        return destinations.topicPrefix().length();
    }

    private boolean isOfASessionHere(String userDestination) {
        int begin = UserDestinations.PREFIX.length();
        int end = userDestination.indexOf('/', begin);
        return userDestination.startsWith("~", begin)
                && end > 0
                && userDestination.startsWith(node, end - node.length());
    }

    /** What one server cannot read would come again and again, to all of them. */
    private void requireThatAllCanReadIt(Message message) {
        if (message.body().length > frame.bodyBytes()) {
            throw ProtocolException.bodyTooLong(frame.bodyBytes());
        }
        if (message.headers().characters() > frame.headBytes() / HEAD_FACTOR) {
            throw ProtocolException.headersTooLong(frame.headBytes() / HEAD_FACTOR);
        }
    }
}
