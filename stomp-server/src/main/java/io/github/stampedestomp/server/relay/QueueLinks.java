package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Subscriber;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * By which connection each queue comes that is consumed from. Most brokers give to others what a consumer has left when its
 * subscription ends, so that a connection for all will do; one does when its connection does, so that each queue has one of its own.
 *
 * <p>Belongs to the thread of the loop.
 */
final class QueueLinks {
    private final Function<String, Inbound> connect;
    private final MemoryBroker local;
    private final int most;
    private final Map<String, Inbound> ownByQueue = new HashMap<>();
    /** Those that come by the connection for all. */
    private final Set<String> shared = new HashSet<>();

    private long lastName;

    /**
     * Starts without a queue.
     *
     * @param connect prepares a connection of a name
     * @param most how many queues may be consumed from
     */
    QueueLinks(Function<String, Inbound> connect, MemoryBroker local, int most) {
        this.connect = connect;
        this.local = local;
        this.most = most;
    }

    int most() {
        return most;
    }

    /**
     * {@return the connection of a queue, or nothing if there are too many queues} As long as somebody consumes, it is the same.
     *
     * @param common the one for all
     * @param mayBeCommon whether that will do for this broker, so far as is known
     */
    Optional<Inbound> join(String queue, Inbound common, boolean mayBeCommon) {
        Inbound own = ownByQueue.get(queue);
        if (own != null || shared.contains(queue)) {
            return Optional.of(own == null ? common : own);
        }
        if (ownByQueue.size() + shared.size() >= most) {
            return Optional.empty();
        }
        if (mayBeCommon) {
            shared.add(queue);
            return Optional.of(common);
        }
        Inbound begun = connect.apply("queue" + ++lastName);
        ownByQueue.put(queue, begun);
        begun.start();
        return Optional.of(begun);
    }

    /** {@return the connection that a queue has for itself, if it has one} */
    Optional<Inbound> find(String queue) {
        return Optional.ofNullable(ownByQueue.get(queue));
    }

    /** {@return the connections of single queues} */
    Stream<Inbound> all() {
        return ownByQueue.values().stream();
    }

    /**
     * A consumer has left; with the last one a connection of its own ends, or what comes by that for all.
     *
     * @return whether a connection has ended
     */
    boolean leave(String queue, Inbound common, Subscriber subscriber) {
        Inbound own = ownByQueue.get(queue);
        (own == null ? common : own).leave(queue, subscriber);
        if (local.subscribers(queue) > 0) {
            return false;
        }
        if (own == null) {
            shared.remove(queue);
            common.unwant(queue);
            return false;
        }
        ownByQueue.remove(queue);
        own.stop();
        return true;
    }

    void stop() {
        ownByQueue.values().forEach(Inbound::stop);
        ownByQueue.clear();
        shared.clear();
    }
}
