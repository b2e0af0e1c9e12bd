package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.BrokerStatus;
import io.github.stampedestomp.broker.DestinationStatus;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.EventLoops;
import io.github.stampedestomp.server.net.NetworkObserver;
import io.github.stampedestomp.user.UserDestinations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The broker of one of several servers that are joined through an external broker. Each message goes there, and comes back to every
 * server that has a subscriber for it, this one included; so all subscribers get the same messages in the same order. Who
 * subscribes here is known here alone: the external broker sees a few connections of each server, and one subscription for each
 * destination, however many clients there are.
 *
 * <p>What concerns a single session, and what is said to be local, never leaves the server.
 */
public final class RelayBroker implements Broker {
    private static final int NODE_BYTES = 8;
    private final RelaySettings settings;
    private final RelayObserver observer;
    private final MemoryBroker local;
    private final Ledger ledger;
    private final String node = newName();
    private final Object lock = new Object();
    private volatile @Nullable Running running;
    /** Stays when the server stops, as its own sessions can be reached to the end. */
    private volatile @Nullable Routing routing;

    private volatile @Nullable String obstacle = "the broker has not been reached yet";
    private boolean isOver;
    /** How many connections were up when last looked at; belongs to the loop. */
    private int connected;

    /** What there is as long as the server runs. */
    private record Running(
            EventLoops loops,
            EventLoop loop,
            Outbound outbound,
            List<Inbound> inbound,
            QueueLinks queues,
            Roster roster,
            Consumer<Optional<String>> listener) {
        Inbound inboundFor(String destination) {
            return inbound.get(Math.floorMod(destination.hashCode(), inbound.size()));
        }

        List<Inbound> receiving() {
            return Stream.concat(inbound.stream(), queues.all().filter(each -> !each.isBeginning()))
                    .toList();
        }
    }

    /** Prepares a broker that connects when it is started. */
    public RelayBroker(RelaySettings settings, RelayObserver observer) {
        this.settings = settings;
        this.observer = observer;
        this.local = new MemoryBroker(unbounded(settings.broker()));
        this.ledger = new Ledger(settings, observer);
    }

    /** What waits in a queue here is bounded by what the external broker hands over. */
    private static BrokerSettings unbounded(BrokerSettings given) {
        return new BrokerSettings(
                given.topicPrefix(),
                given.queuePrefix(),
                given.destinationCharacters(),
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                given.unackedMessages(),
                given.unackedBytes(),
                given.destinations(),
                given.subscriptions());
    }

    private static String newName() {
        byte[] bytes = new byte[NODE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Connects, and goes on trying if that fails.
     *
     * @param community who is online and who subscribes to what, here and elsewhere
     * @param names looks addresses up, which may take long
     * @param listener is told why the broker cannot be used, and when it can again
     */
    public void start(Community community, Executor names, Consumer<Optional<String>> listener) {
        synchronized (lock) {
            if (running != null || isOver) {
                throw new IllegalStateException("a broker can be started only once");
            }
            EventLoops loops = loops();
            EventLoop loop = loops.next();
            Outbound outbound = new Outbound(settings, node, loop, names, ledger, observer, this::look);
            List<Inbound> inbound = new ArrayList<>();
            for (int i = 1; i < settings.connections(); i++) {
                inbound.add(new Inbound(settings, node, "in" + i, loop, names, local, observer, this::look));
            }
            QueueLinks queues = new QueueLinks(
                    name -> new Inbound(settings, node, name, loop, names, local, observer, this::look),
                    local,
                    settings.queues());
            Roster roster = new Roster(node, loop, outbound, community);
            roster.watch(); // before anybody can come
            Running begun = new Running(loops, loop, outbound, List.copyOf(inbound), queues, roster, listener);
            routing = new Routing(settings, node, community.presence());
            running = begun;
            loop.execute(() -> begin(begun));
        }
    }

    private static EventLoops loops() {
        try {
            return EventLoops.start("stampede-relay", 1, System::nanoTime, NetworkObserver.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(Running begun) {
        begun.outbound.start();
        begun.inbound.forEach(Inbound::start);
        Inbound users = begun.inboundFor(Routing.USERS);
        users.feed(Routing.USERS, Route.own(Routing.USERS), frame -> deliverToUser(frame, users));
        begun.inboundFor(Roster.DESTINATION).feed(Roster.DESTINATION, Route.own("roster"), begun.roster);
        begun.roster.start();
    }

    private void deliverToUser(Frame frame, Inbound from) {
        String destination = Envelope.destination(frame);
        if (destination != null && UserDestinations.isOne(destination)) {
            local.send(UserDestinations.message(destination, Envelope.headers(frame), frame.body(), from.broker()));
        }
    }

    /** Says good-bye to the broker and to the other servers. What waits for a confirmation fails. */
    public void stop(Duration patience) {
        Running last;
        synchronized (lock) {
            last = running;
            isOver = true;
            running = null;
        }
        if (last != null) {
            last.loop.execute(() -> {
                last.roster.stop();
                last.inbound.forEach(Inbound::stop);
                last.queues.stop();
                last.outbound.stop();
            });
            last.loops.stop(patience);
            last.outbound.end();
        }
    }

    /** Finds out, on the loop, whether the broker can be used, and tells if that has changed. */
    private void look() {
        Running now = running;
        if (now == null) {
            return;
        }
        List<Inbound> receiving = now.receiving();
        int before = connected;
        connected = (now.outbound.isUp() ? 1 : 0)
                + (int) receiving.stream().filter(Inbound::isUp).count();
        if (connected > before) { // the broker is there
            now.outbound.hurry();
            receiving.forEach(Inbound::hurry);
        }
        String found = now.outbound.obstacle();
        now.roster.sendable(found == null);
        for (Inbound each : receiving) {
            found = found == null ? each.obstacle() : found;
        }
        boolean hasChanged = (found == null) != (obstacle == null);
        obstacle = found;
        if (hasChanged) {
            now.listener.accept(Optional.ofNullable(found));
        }
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.ofNullable(obstacle).map(reason -> "the broker cannot be used: " + reason);
    }

    /** {@return the name by which the other servers know this one} */
    public String node() {
        return node;
    }

    private Running running() {
        return required(running);
    }

    private Routing routing() {
        return required(routing);
    }

    private static <T> T required(@Nullable T what) {
        if (what == null) {
            throw new IllegalStateException("the server does not run");
        }
        return what;
    }

    // ---- the broker ----

    @Override
    public CompletionStage<Void> send(Message message) {
        Optional<Route> route = routeOf(message);
        return route.isPresent()
                ? running().outbound.send(List.of(new Parcel.Piece(message, route.get())))
                : local.send(message);
    }

    @Override
    public CompletionStage<Void> sendAll(List<Message> messages) {
        List<Message> here = new ArrayList<>();
        List<Parcel.Piece> elsewhere = new ArrayList<>();
        for (Message message : messages) {
            routeOf(message)
                    .ifPresentOrElse(route -> elsewhere.add(new Parcel.Piece(message, route)), () -> here.add(message));
        }
        return elsewhere.isEmpty()
                ? local.sendAll(here)
                : running().outbound.send(elsewhere, () -> local.sendAll(here));
    }

    /** {@return where a message goes, or nothing if it stays here} A malformed destination is refused. */
    private Optional<Route> routeOf(Message message) {
        return routing().route(message, local.leadsToQueue(message.destination()));
    }

    @Override
    public void sendHere(Message message) {
        local.send(message);
    }

    @Override
    public CompletionStage<Void> subscribe(Subscriber subscriber) {
        String destination = subscriber.destination();
        Running now = running();
        local.subscribe(subscriber);
        try {
            return routing()
                    .route(destination, keepsUntilAcked(subscriber))
                    .map(route -> want(now, subscriber, route))
                    .orElse(CONFIRMED);
        } catch (RuntimeException e) {
            local.unsubscribe(subscriber);
            throw e;
        }
    }

    private static CompletionStage<Void> want(Running now, Subscriber subscriber, Route route) {
        String destination = subscriber.destination();
        if (UserDestinations.isOne(destination)) {
            return now.inboundFor(Routing.USERS).want(Routing.USERS, route, subscriber);
        }
        return route.kind() == Route.Kind.QUEUE
                ? wantQueue(now, subscriber, route)
                : now.inboundFor(destination).want(destination, route, subscriber);
    }

    private static CompletionStage<Void> wantQueue(Running now, Subscriber subscriber, Route route) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        String queue = subscriber.destination();
        now.loop.execute(() -> now.queues
                .join(queue, now.inboundFor(queue), now.outbound.returnsWhatIsUnacked())
                .ifPresentOrElse(
                        link -> link.begin(queue, route, subscriber, done),
                        () -> done.completeExceptionally(ProtocolException.tooManyQueues(now.queues.most()))));
        return done;
    }

    @Override
    public void unsubscribe(Subscriber subscriber) {
        local.unsubscribe(subscriber);
        Running now = running;
        if (now == null) {
            return;
        }
        String destination = subscriber.destination();
        if (UserDestinations.isOne(destination)) {
            now.inboundFor(Routing.USERS).leave(Routing.USERS, subscriber);
        } else if (keepsUntilAcked(subscriber)) {
            now.loop.execute(() -> {
                if (now.queues.leave(destination, now.inboundFor(destination), subscriber)) {
                    look(); // its obstacle has gone with it
                }
            });
        } else {
            now.inboundFor(destination).leave(destination, subscriber);
            if (local.subscribers(destination) == 0) {
                now.inboundFor(destination).unwant(destination);
            }
        }
    }

    @Override
    public boolean keepsUntilAcked(Subscriber subscriber) {
        return local.keepsUntilAcked(subscriber);
    }

    @Override
    public void ack(Subscriber subscriber, Message message) {
        Running now = running;
        if (local.settle(subscriber, message) && now != null) {
            String destination = subscriber.destination();
            now.loop.execute(() -> now.queues
                    .find(destination)
                    .orElse(now.inboundFor(destination))
                    .ack(message));
        }
    }

    /** The next consumer may be one of another server, but is one of this as long as there is one. */
    @Override
    public void nack(Subscriber subscriber, Message message) {
        local.nack(subscriber, message);
    }

    /** Those of this server. */
    @Override
    public List<DestinationStatus> destinations() {
        return local.destinations();
    }

    @Override
    public BrokerStatus status() {
        return local.status();
    }

    /** {@return how many bytes wait for the broker's confirmation} */
    long unconfirmedBytes() {
        return ledger.bytes();
    }
}
