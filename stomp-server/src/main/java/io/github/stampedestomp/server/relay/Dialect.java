package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.frame.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In what the brokers differ: how they call destinations, what their headers are, and what becomes of messages that are not
 * acknowledged.
 */
interface Dialect {
    /**
     * {@return the dialect of a broker}
     *
     * @param server what its CONNECTED says about itself, or null if it says nothing
     */
    static Dialect of(@Nullable String server) {
        String name = String.valueOf(server).toLowerCase(Locale.ROOT);
        if (name.contains("artemis")) {
            return new Artemis();
        }
        return name.contains("activemq") ? new ActiveMq() : new RabbitMq();
    }

    /** {@return the name by which the broker knows a route} */
    String destination(Route route);

    /** {@return the words of a route, given the name by which the broker knows it, or nothing if it is no topic} */
    Optional<String> topic(String destination);

    /** Adds the headers by which a SEND gets to where it should. */
    void addToSend(Route route, Headers.Builder headers);

    /**
     * Adds the headers of a SUBSCRIBE.
     *
     * @param name of the subscription, to be found again by this server
     * @param keepFor for how long the broker keeps messages of a topic for a server that is gone
     */
    void addToSubscribe(Route route, String name, int prefetch, Duration keepFor, Headers.Builder headers);

    /** {@return the headers beside {@code id} of the UNSUBSCRIBEs that end a subscription for good, one after the other} */
    List<Headers> unsubscribes(Route route, String name, boolean isKept);

    /** {@return the headers beside {@code id} of an UNSUBSCRIBE that ends what the broker keeps for a subscription of another connection} */
    default Optional<Headers> unsubscribeWhatIsKept(String name) {
        return Optional.empty();
    }

    /** {@return whether an ERROR, given its message, tells of something that is as it should be} */
    default boolean isHarmless(String message) {
        return false;
    }

    /** {@return whether the broker gives what a subscription has not acknowledged to others when it ends, not only when its connection does} */
    boolean returnsWhatIsUnacked();

    /** RabbitMQ with its STOMP plugin. */
    final class RabbitMq implements Dialect {
        private static final String TOPIC = "/topic/";

        @Override
        public String destination(Route route) {
            return route.kind() == Route.Kind.QUEUE
                    ? "/queue/" + route.words()
                    : TOPIC + (route.isPattern() ? pattern(route.words(), "*", "#") : route.words());
        }

        @Override
        public Optional<String> topic(String destination) {
            return below(TOPIC, destination);
        }

        /** Confirmed when it is safe on the disk of whoever keeps it. */
        @Override
        public void addToSend(Route route, Headers.Builder headers) {
            headers.add("persistent", "true");
        }

        @Override
        public void addToSubscribe(Route route, String name, int prefetch, Duration keepFor, Headers.Builder headers) {
            headers.add("prefetch-count", Integer.toString(prefetch));
            if (route.kind() == Route.Kind.TOPIC && !keepFor.isZero()) {
                headers.add("x-queue-name", name)
                        .add("durable", "true")
                        .add("auto-delete", "false")
                        .add("exclusive", "false")
                        .add("x-expires", Long.toString(keepFor.toMillis()));
            }
        }

        /** The queue of a topic goes if it is said again that it is durable; that of a connection that is lost expires. */
        @Override
        public List<Headers> unsubscribes(Route route, String name, boolean isKept) {
            return List.of(
                    isKept
                            ? Headers.of("durable", "true", "auto-delete", "false", "x-queue-name", name)
                            : Headers.of());
        }

        /** What was on its way when a subscription has ended is answered so. */
        @Override
        public boolean isHarmless(String message) {
            String known = message.toLowerCase(Locale.ROOT);
            return known.contains("subscription not found") || known.contains("no subscription found");
        }

        @Override
        public boolean returnsWhatIsUnacked() {
            return false;
        }
    }

    /** ActiveMQ Artemis. */
    final class Artemis implements Dialect {
        private static final String TOPIC = "topic.";
        /** The broker counts bytes. */
        private static final int BYTES_PER_MESSAGE = 1024;

        @Override
        public String destination(Route route) {
            return route.kind() == Route.Kind.QUEUE
                    ? "queue." + route.words()
                    : TOPIC + (route.isPattern() ? pattern(route.words(), "*", "#") : route.words());
        }

        @Override
        public Optional<String> topic(String destination) {
            return below(TOPIC, destination);
        }

        @Override
        public void addToSend(Route route, Headers.Builder headers) {
            headers.add("destination-type", type(route)).add("persistent", "true");
        }

        @Override
        public void addToSubscribe(Route route, String name, int prefetch, Duration keepFor, Headers.Builder headers) {
            headers.add("subscription-type", type(route));
            boolean isKept = route.kind() == Route.Kind.TOPIC && !keepFor.isZero();
            if (isKept || route.kind() == Route.Kind.QUEUE) { // the window opens again by acknowledgements alone
                headers.add("consumer-window-size", Integer.toString(prefetch * BYTES_PER_MESSAGE));
            }
            if (isKept) {
                headers.add("durable-subscription-name", name);
            }
        }

        @Override
        public List<Headers> unsubscribes(Route route, String name, boolean isKept) {
            return List.of(isKept ? Headers.of("durable-subscription-name", name) : Headers.of());
        }

        @Override
        public Optional<Headers> unsubscribeWhatIsKept(String name) {
            return Optional.of(Headers.of("durable-subscription-name", name));
        }

        @Override
        public boolean returnsWhatIsUnacked() {
            return true;
        }

        private static String type(Route route) {
            return route.kind() == Route.Kind.QUEUE ? "ANYCAST" : "MULTICAST";
        }
    }

    /** ActiveMQ Classic. */
    final class ActiveMq implements Dialect {
        private static final String TOPIC = "/topic/";

        @Override
        public String destination(Route route) {
            return route.kind() == Route.Kind.QUEUE
                    ? "/queue/" + route.words()
                    : TOPIC + (route.isPattern() ? widened(route.words()) : route.words());
        }

        /** Any number of words is known at the end only, and must be one at least; so more is asked for than is wanted. */
        private static String widened(String words) {
            int any = words.indexOf(Route.ANY);
            if (any < 0) {
                return words;
            }
            String before = words.substring(0, any);
            int last = before.length() < 2 ? 0 : before.lastIndexOf('.', before.length() - 2) + 1;
            return before.substring(0, last) + ">";
        }

        @Override
        public Optional<String> topic(String destination) {
            return below(TOPIC, destination);
        }

        @Override
        public void addToSend(Route route, Headers.Builder headers) {
            headers.add("persistent", "true");
        }

        @Override
        public void addToSubscribe(Route route, String name, int prefetch, Duration keepFor, Headers.Builder headers) {
            headers.add("activemq.prefetchSize", Integer.toString(prefetch));
            if (route.kind() == Route.Kind.TOPIC && !keepFor.isZero()) {
                headers.add("activemq.subscriptionName", name);
            }
        }

        /** The first ends the consumer, the second what is kept for it. */
        @Override
        public List<Headers> unsubscribes(Route route, String name, boolean isKept) {
            return isKept
                    ? List.of(Headers.of(), Headers.of("activemq.subscriptionName", name))
                    : List.of(Headers.of());
        }

        @Override
        public Optional<Headers> unsubscribeWhatIsKept(String name) {
            return Optional.of(Headers.of("activemq.subscriptionName", name));
        }

        @Override
        public boolean returnsWhatIsUnacked() {
            return true;
        }
    }

    private static Optional<String> below(String prefix, String destination) {
        return destination.startsWith(prefix) ? Optional.of(destination.substring(prefix.length())) : Optional.empty();
    }

    private static String pattern(String words, String one, String any) {
        String[] each = words.split("\\.", -1);
        for (int i = 0; i < each.length; i++) {
            each[i] = each[i].equals(Route.ANY) ? any : each[i].equals(Route.ONE) ? one : each[i];
        }
        return String.join(".", each);
    }
}
