package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.PresenceSettings;
import io.github.stampedestomp.user.Users;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One of several servers that are joined, as far as its broker goes. */
final class Node implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Users users = new Users();
    private final BlockingQueue<Optional<String>> changes = new LinkedBlockingQueue<>();
    private final RelayBroker broker;
    private final Presence presence;
    private final Tally tally = new Tally();

    private Node(RelaySettings settings) {
        broker = new RelayBroker(settings, tally);
        presence = new Presence(
                new PresenceSettings(List.of(DestinationPattern.of("/topic/room/*")), Duration.ofMillis(50), 100),
                broker,
                this::later);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void later(Duration time, Runnable task) {
        threads.schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@return a node that has reached a broker} */
    static Node start(ExternalBroker external) {
        return start(Samples.of(external).settings());
    }

    static Node start(RelaySettings settings) {
        Node node = begin(settings);
        node.awaitUsable();
        return node;
    }

    /** {@return a node that may reach a broker or not} */
    static Node begin(RelaySettings settings) {
        Node node = new Node(settings);
        node.broker.start(new Community(node.users, node.presence), node.threads, node.changes::add);
        return node;
    }

    RelayBroker broker() {
        return broker;
    }

    Users users() {
        return users;
    }

    Presence presence() {
        return presence;
    }

    Tally tally() {
        return tally;
    }

    /** {@return whether there was news of the broker that nobody has awaited} */
    boolean hasChanged() {
        return !changes.isEmpty();
    }

    void awaitUsable() {
        while (nextChange().isPresent()) {
            // not yet
        }
    }

    /** {@return why it cannot be used} */
    String awaitObstacle() {
        return nextChange().orElseThrow(() -> new AssertionError("the broker can be used"));
    }

    private Optional<String> nextChange() {
        try {
            Optional<String> change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (change == null) {
                throw new AssertionError("nothing changes; " + broker.obstacle());
            }
            return change;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        broker.stop(Duration.ofSeconds(2));
        threads.shutdownNow();
    }
}
