package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.MemoryBroker;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Connections for one queue each, where the broker gives to others what is not acknowledged only when a connection ends: it ends
 * when the last consumer here has left.
 *
 * <p>Belongs to the thread of the loop.
 */
final class QueueLinks {
    private final Function<String, Inbound> connect;
    private final MemoryBroker local;
    private final Map<String, Inbound> linksByQueue = new HashMap<>();
    private long lastName;

    /**
     * Starts without a connection.
     *
     * @param connect prepares a connection of a name
     */
    QueueLinks(Function<String, Inbound> connect, MemoryBroker local) {
        this.connect = connect;
        this.local = local;
    }

    /** {@return the connection of a queue, begun if there is none} */
    Inbound link(String queue) {
        return linksByQueue.computeIfAbsent(queue, first -> {
            Inbound link = connect.apply("queue" + ++lastName);
            link.start();
            return link;
        });
    }

    Optional<Inbound> find(String queue) {
        return Optional.ofNullable(linksByQueue.get(queue));
    }

    /** Ends the connection of a queue, unless somebody consumes from it. */
    void unwant(String queue) {
        Inbound link = linksByQueue.get(queue);
        if (link != null && local.subscribers(queue) == 0) {
            linksByQueue.remove(queue);
            link.stop();
        }
    }

    void stop() {
        linksByQueue.values().forEach(Inbound::stop);
        linksByQueue.clear();
    }
}
