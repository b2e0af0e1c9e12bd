package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.server.net.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the broker is asked to send for one destination, on behalf of all subscribers that this server has for it.
 *
 * <p>Belongs to the thread of the loop, but for {@link #isLive}.
 */
final class Feed {
    /** So many servers and runs of servers are remembered; those that have been silent longest are forgotten. */
    private static final int MOST_ORIGINS = 256;

    private final String destination;
    private final Route route;
    private final String id;
    private final Timer linger;
    private final List<CompletableFuture<Void>> awaiting = new ArrayList<>(1);
    private final Map<String, Repeats> repeatsByNode = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeats> eldest) {
            return size() > MOST_ORIGINS;
        }
    };
    /** Whether the broker has confirmed it on the current connection, and it is not about to end. */
    private volatile boolean isLive;

    private boolean isRefused;

    Feed(String destination, Route route, String id, Timer linger) {
        this.destination = destination;
        this.route = route;
        this.id = id;
        this.linger = linger;
    }

    String destination() {
        return destination;
    }

    Route route() {
        return route;
    }

    boolean isQueue() {
        return route.kind() == Route.Kind.QUEUE;
    }

    /** {@return by which it is known on the connection} */
    String id() {
        return id;
    }

    /** {@return ends it, unless somebody has come by then} */
    Timer linger() {
        return linger;
    }

    boolean isLive() {
        return isLive;
    }

    void live(boolean now) {
        isLive = now;
    }

    /** {@return whether the broker does not want it} It is asked again after a while. */
    boolean isRefused() {
        return isRefused;
    }

    void refuse(boolean now) {
        isRefused = now;
    }

    List<CompletableFuture<Void>> awaiting() {
        return awaiting;
    }

    /** {@return whether a message has not come before} */
    boolean isNew(Envelope.@Nullable Origin origin) {
        return origin == null
                || repeatsByNode
                        .computeIfAbsent(origin.node(), node -> new Repeats())
                        .isNew(origin.number());
    }
}
