package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Subscriber;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.server.net.Timer;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the broker is asked to send for one destination, on behalf of all subscribers that this server has for it, or of this server
 * itself.
 *
 * <p>Belongs to the thread of the loop, but for {@link #isLive}.
 */
final class Feed {
    /** This server itself, if it wants to know what is sent to a destination. */
    interface Taker {
        void take(Frame message);

        /** Learns that nothing is missed from now on. */
        default void live() {}

        /** Learns that something may be missed. */
        default void lost() {}
    }

    /** So many servers and runs of servers are remembered; those that have been silent longest are forgotten. */
    private static final int MOST_ORIGINS = 256;

    private final String destination;
    private final Route route;
    private final String id;
    private final @Nullable Taker taker;
    private final Timer linger;
    private final IdentityHashMap<Subscriber, CompletableFuture<Void>> awaiting = new IdentityHashMap<>(1);
    private final Map<String, Repeats> repeatsByNode = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeats> eldest) {
            return size() > MOST_ORIGINS;
        }
    };
    /** Whether the broker has confirmed it on the current connection, and it is not about to end. */
    private volatile boolean isLive;

    /** Whether the broker has been asked for it on the current connection. */
    private boolean isAsked;

    private boolean wasAsked;
    private boolean isRefused;
    private boolean isOver;
    private int suspicions;

    /**
     * Begins without having been asked for.
     *
     * @param id by which it is known on the connection
     * @param taker takes the messages, or null if subscribers do
     * @param linger ends it, unless somebody has come by then
     */
    Feed(String destination, Route route, String id, @Nullable Taker taker, Timer linger) {
        this.destination = destination;
        this.route = route;
        this.id = id;
        this.taker = taker;
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

    String id() {
        return id;
    }

    @Nullable
    Taker taker() {
        return taker;
    }

    Timer linger() {
        return linger;
    }

    boolean isLive() {
        return isLive;
    }

    void live(boolean now) {
        isLive = now;
    }

    boolean isAsked() {
        return isAsked;
    }

    /** The broker was asked for it. */
    void asked() {
        isAsked = true;
        wasAsked = true;
    }

    /** {@return whether the broker may have it, of whatever connection} */
    boolean wasAsked() {
        return wasAsked;
    }

    /** The connection is lost. */
    void lost() {
        isLive = false;
        isAsked = false;
        repeatsByNode.values().forEach(Repeats::lost);
        if (taker != null) {
            taker.lost();
        }
    }

    /** Forgets what nobody sends any more, if called now and then. */
    void age(int least) {
        repeatsByNode.values().forEach(repeats -> repeats.age(least));
    }

    /** {@return how often the connection was lost while this was asked for first} Counts one more. */
    int suspect() {
        return ++suspicions;
    }

    /** The broker sends from now on. */
    void begin() {
        isLive = true;
        suspicions = 0;
        tell(done -> done.complete(null));
        if (taker != null) {
            taker.live();
        }
    }

    /** {@return whether the broker does not want it} It is asked again after a while. */
    boolean isRefused() {
        return isRefused;
    }

    /** The broker does not want it. */
    void refuse() {
        isRefused = true;
        isAsked = false;
        wasAsked = false;
        ProtocolException fault = ProtocolException.refusedByBroker(destination);
        tell(done -> done.completeExceptionally(fault));
    }

    /** The broker may be asked again. */
    void retry() {
        isRefused = false;
        suspicions = 0;
    }

    boolean isOver() {
        return isOver;
    }

    /** Nobody wants it any more. */
    void end() {
        linger.cancel();
        isOver = true;
        isLive = false;
        tell(done -> done.complete(null));
    }

    /** Tells a subscriber when the broker sends, or that it does not want to. */
    void await(Subscriber subscriber, CompletableFuture<Void> done) {
        if (isLive) {
            done.complete(null);
        } else if (isRefused) {
            done.completeExceptionally(ProtocolException.refusedByBroker(destination));
        } else {
            awaiting.put(subscriber, done);
        }
    }

    /** A subscriber has left, and is to be told nothing. */
    void leave(Subscriber subscriber) {
        CompletableFuture<Void> done = awaiting.remove(subscriber);
        if (done != null) {
            done.complete(null);
        }
    }

    private void tell(Consumer<CompletableFuture<Void>> word) {
        List<CompletableFuture<Void>> told = List.copyOf(awaiting.values());
        awaiting.clear();
        told.forEach(word);
    }

    /** {@return whether a message has not come before} */
    boolean isNew(Envelope.@Nullable Origin origin, boolean isRedelivered) {
        return origin == null
                || repeatsByNode
                        .computeIfAbsent(origin.node(), node -> new Repeats())
                        .isNew(origin.number(), isRedelivered);
    }
}
