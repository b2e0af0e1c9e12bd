package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this server gets from the broker on one connection: one subscription for each destination that somebody here subscribes to.
 * Who subscribes, and who gets what, is for the broker in memory to know.
 *
 * <p>{@link #want} and {@link #unwant} may be called by any thread; all else belongs to the loop.
 */
final class Inbound implements Uplink.Side, Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    /** Takes the messages of a feed. */
    interface Taker {
        void take(Frame message);

        /** Learns that nothing is missed from now on. */
        default void live() {}
    }

    /** A subscriber here that does not keep up holds the broker for so long at most. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);

    /** A message of a queue that a consumer here has, as the broker knows it. */
    private record Unacked(Feed feed, String ackId) {}

    private final RelaySettings settings;
    private final String name;
    private final EventLoop loop;
    private final MemoryBroker local;
    private final RelayObserver observer;
    private final Runnable changed;
    private final Uplink link;
    private final Map<String, Feed> feedsByDestination = new ConcurrentHashMap<>();
    private final Map<String, Feed> feedsById = new HashMap<>();
    private final Map<String, Taker> takersById = new HashMap<>();
    private final Map<String, Feed> feedsByReceipt = new HashMap<>();
    /** What is asked for once the broker has answered. */
    private final Deque<Feed> toSubscribe = new ArrayDeque<>();

    private final Map<String, Unacked> unackedByMessage = new HashMap<>();
    private final Timer pauseEnd;
    private final Timer askAgain;
    private final Set<String> refusals = new LinkedHashSet<>();
    private int holds;
    /** Whether to ask for one thing after the other, as the broker has refused one of several without saying which. */
    private boolean isCautious;

    private long lastId;
    private @Nullable Dialect dialect;

    Inbound(
            RelaySettings settings,
            String node,
            String name,
            EventLoop loop,
            Executor names,
            MemoryBroker local,
            RelayObserver observer,
            Runnable changed) {
        this.settings = settings;
        this.name = node + "-" + name;
        this.loop = loop;
        this.local = local;
        this.observer = observer;
        this.changed = changed;
        this.link = new Uplink(settings, this.name, loop, names, observer, this);
        this.pauseEnd = loop.timer(link::resume);
        this.askAgain = loop.timer(this::askAgain);
    }

    void start() {
        link.start();
    }

    /** Ends for good. The broker forgets this server at once. */
    void stop() {
        pauseEnd.cancel();
        askAgain.cancel();
        for (Feed feed : List.copyOf(feedsById.values())) {
            end(feed);
        }
        link.stop();
    }

    /** {@return why nothing comes, or null if it does} */
    @Nullable
    String obstacle() {
        if (!link.isUp()) {
            return link.obstacle();
        }
        return refusals.isEmpty() ? null : "it refuses subscriptions for " + refusals;
    }

    // ---- who wants what ----

    /** {@return what is done when nothing sent to a destination from then on is missed} Its subscriber is known by now. */
    CompletionStage<Void> want(String destination, Route route) {
        Feed known = feedsByDestination.get(destination);
        if (known != null && known.isLive()) {
            return Broker.CONFIRMED;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> begin(destination, route, done));
        return done;
    }

    /** Ends the subscription to a destination soon, if there is no subscriber any more. */
    void unwant(String destination) {
        loop.execute(() -> {
            Feed feed = feedsByDestination.get(destination);
            if (feed != null && local.subscribers(destination) == 0) {
                if (feed.isQueue()) {
                    endUnlessWanted(feed); // so that others get what waits here
                } else {
                    feed.linger().in(settings.linger());
                }
            }
        });
    }

    /** Subscribes for this server itself, for as long as it runs. */
    void feed(String destination, Route route, Taker taker) {
        Feed feed = add(destination, route);
        takersById.put(feed.id(), taker);
        subscribe(feed);
    }

    /** Does on the loop what {@link #want} asks for. */
    void begin(String destination, Route route, CompletableFuture<Void> done) {
        Feed feed = feedsByDestination.get(destination);
        if (feed == null) {
            if (local.subscribers(destination) == 0) {
                done.complete(null); // gone before it was heard
                return;
            }
            feed = add(destination, route);
            feed.awaiting().add(done);
            subscribe(feed);
        } else if (feed.isLive()) {
            done.complete(null);
        } else if (feed.isRefused()) {
            done.completeExceptionally(ProtocolException.refusedByBroker(destination));
        } else {
            feed.awaiting().add(done);
        }
    }

    private Feed add(String destination, Route route) {
        String id = Long.toString(++lastId);
        Feed feed = new Feed(destination, route, id, loop.timer(() -> {
            Feed due = feedsById.get(id);
            if (due != null) {
                endUnlessWanted(due);
            }
        }));
        feedsByDestination.put(destination, feed);
        feedsById.put(id, feed);
        observer.subscriptionsChanged(1);
        return feed;
    }

    /** Somebody may come at the same moment: he either finds the feed live no more, or is found here. */
    private void endUnlessWanted(Feed feed) {
        boolean wasLive = feed.isLive();
        feed.live(false);
        if (local.subscribers(feed.destination()) > 0) {
            feed.live(wasLive);
        } else {
            end(feed);
        }
    }

    private void subscribe(Feed feed) {
        if (isCautious && !feedsByReceipt.isEmpty()) {
            toSubscribe.add(feed);
        } else if (link.isUp()) {
            subscribeNow(feed);
        } // else it is done when the connection is up
    }

    private void subscribeNow(Feed feed) {
        Dialect known = known();
        if (feed.isRefused() || feedsById.get(feed.id()) != feed) {
            return;
        }
        String receipt = Long.toString(++lastId);
        Headers.Builder headers = new Headers.Builder()
                .add(HeaderName.ID, feed.id())
                .add(HeaderName.DESTINATION, known.destination(feed.route()))
                .add(HeaderName.ACK, isAcked(feed) ? "client-individual" : "auto")
                .add(HeaderName.RECEIPT, receipt);
        known.addToSubscribe(feed.route(), name(feed), settings.prefetch(), keepFor(feed), headers);
        feedsByReceipt.put(receipt, feed);
        link.send(Frame.of(Command.SUBSCRIBE, headers.build()));
    }

    private boolean isAcked(Feed feed) {
        return feed.isQueue() || !keepFor(feed).isZero();
    }

    /** What servers tell each other about themselves is worth nothing later. */
    private Duration keepFor(Feed feed) {
        return feed.destination().equals(Roster.DESTINATION) ? Duration.ZERO : settings.keepFor();
    }

    /** A feed that has ended is not found again by the next for the same destination, which wants nothing of what it has left. */
    private String name(Feed feed) {
        return "stampede-" + name + "-" + feed.id();
    }

    private void end(Feed feed) {
        feed.linger().cancel();
        feed.live(false);
        feedsByDestination.remove(feed.destination());
        feedsById.remove(feed.id());
        feedsByReceipt.values().removeIf(each -> each == feed);
        refusals.remove(feed.destination());
        observer.subscriptionsChanged(-1);
        Dialect known = dialect;
        if (known != null && link.isUp()) {
            boolean isKept = !feed.isQueue() && !keepFor(feed).isZero();
            for (Headers more : known.unsubscribes(feed.route(), name(feed), isKept)) {
                Headers.Builder headers = new Headers.Builder().add(HeaderName.ID, feed.id());
                more.forEach(headers::add);
                link.send(Frame.of(Command.UNSUBSCRIBE, headers.build()));
            }
        }
        forgetUnacked(feed);
        feed.awaiting().forEach(done -> done.complete(null));
        feed.awaiting().clear();
    }

    private void forgetUnacked(Feed feed) {
        if (feed.isQueue()) {
            unackedByMessage.values().removeIf(each -> each.feed == feed);
            local.discard(feed.destination()); // the broker gives it to others
        }
    }

    // ---- what comes ----

    @Override
    public void up(Dialect spoken) {
        dialect = spoken;
        feedsById.values().forEach(this::subscribe);
        changed.run();
    }

    boolean isUp() {
        return link.isUp();
    }

    /** Learns that another connection has found the broker. */
    void hurry() {
        link.hurry();
    }

    @Override
    public void obstructed() {
        changed.run();
    }

    @Override
    public void down() {
        feedsByReceipt.clear();
        toSubscribe.clear();
        for (Feed feed : feedsById.values()) {
            feed.live(false);
            forgetUnacked(feed);
        }
        pauseEnd.cancel();
    }

    @Override
    public void take(Frame frame) {
        if (frame.command() == Command.RECEIPT) {
            Feed feed = feedsByReceipt.remove(String.valueOf(frame.header(HeaderName.RECEIPT_ID)));
            if (feed != null) {
                begun(feed);
            }
            subscribeNext();
            return;
        }
        Feed feed = feedsById.get(String.valueOf(frame.header(HeaderName.SUBSCRIPTION)));
        String ackId = frame.header(HeaderName.ACK);
        if (feed == null) {
            return; // it has just ended, and the broker gives to others what is not acknowledged
        }
        if (feed.isQueue()) {
            takeFromQueue(feed, frame, ackId);
        } else {
            takeFromTopic(feed, frame, ackId);
        }
    }

    private void begun(Feed feed) {
        feed.live(true);
        feed.awaiting().forEach(done -> done.complete(null));
        feed.awaiting().clear();
        Taker taker = takersById.get(feed.id());
        if (taker != null) {
            taker.live();
        }
    }

    private void subscribeNext() {
        while (feedsByReceipt.isEmpty() && !toSubscribe.isEmpty()) {
            subscribeNow(toSubscribe.remove());
        }
        isCautious &= !feedsByReceipt.isEmpty();
    }

    private void takeFromTopic(Feed feed, Frame frame, @Nullable String ackId) {
        observer.received();
        try {
            if (!isMeant(feed, frame) || feed.isNew(Envelope.origin(frame))) {
                Taker taker = takersById.get(feed.id());
                if (taker != null) {
                    taker.take(frame);
                } else {
                    deliver(feed, frame);
                }
            } else {
                observer.repeated();
            }
        } catch (RuntimeException e) { // a message that nobody can take must not come again and again
            LOG.error("a message of the broker for {} could not be delivered", feed.destination(), e);
        }
        if (ackId != null && isAcked(feed)) {
            link.send(Frame.of(Command.ACK, Headers.of(HeaderName.ID, ackId)));
        }
    }

    /** {@return whether a message was sent to what a feed is for, so that its number counts} Other programs may have copied it. */
    private boolean isMeant(Feed feed, Frame frame) {
        String told = Envelope.destination(frame);
        return takersById.containsKey(feed.id()) || (told != null && Route.fits(feed.destination(), told));
    }

    private void deliver(Feed feed, Frame frame) {
        String destination = destination(feed, frame);
        if (destination != null) {
            local.deliver(feed.destination(), Message.of(destination, Envelope.headers(frame), frame.body(), this));
        }
    }

    /** {@return where the sender has sent it to, or null if it is not meant for clients} */
    private @Nullable String destination(Feed feed, Frame frame) {
        if (!feed.route().isPattern()) {
            return feed.destination();
        }
        String told = Envelope.destination(frame);
        String prefix = settings.broker().topicPrefix();
        String destination = told != null
                ? told
                : known().topic(String.valueOf(frame.header(HeaderName.DESTINATION)))
                        .flatMap(Route::rest)
                        .map(rest -> prefix + rest)
                        .orElse(null);
        return destination != null && destination.startsWith(prefix) && Route.fits(feed.destination(), destination)
                ? destination
                : null;
    }

    private Dialect known() {
        Dialect known = dialect;
        if (known == null) {
            throw new IllegalStateException("no broker is known");
        }
        return known;
    }

    private void takeFromQueue(Feed feed, Frame frame, @Nullable String ackId) {
        observer.received();
        if (ackId == null) {
            LOG.error("the broker has sent a message of {} that cannot be acknowledged", feed.destination());
            return;
        }
        Message message = Message.of(feed.destination(), Envelope.headers(frame), frame.body(), null);
        boolean wasDelivered = Boolean.parseBoolean(frame.header(HeaderName.REDELIVERED));
        unackedByMessage.put(message.id(), new Unacked(feed, ackId));
        try {
            local.send(wasDelivered ? message.redelivered() : message);
        } catch (
                ProtocolException
                        e) { // its last consumer has left, and there are too many destinations to wait for the next
            LOG.warn("a message of the broker for {} stays there: {}", feed.destination(), e.sentence());
            unackedByMessage.remove(message.id());
        }
    }

    /** A consumer here is done with a message of a queue. */
    void ack(Message message) {
        Unacked unacked = unackedByMessage.remove(message.id());
        if (unacked != null) {
            link.send(Frame.of(Command.ACK, Headers.of(HeaderName.ID, unacked.ackId)));
        }
    }

    @Override
    public void taken() {
        // each message is acknowledged by itself
    }

    /** A broker that does not like a SUBSCRIBE closes the connection, and would again; some do not say which one it was. */
    @Override
    public void refused(Frame error) {
        Feed guilty = feedsByReceipt.get(String.valueOf(error.header(HeaderName.RECEIPT_ID)));
        if (guilty == null && feedsByReceipt.size() == 1) {
            guilty = feedsByReceipt.values().iterator().next();
        }
        if (guilty == null) {
            isCautious = !feedsByReceipt.isEmpty();
        } else {
            LOG.error("The broker refuses a subscription for {}", guilty.destination());
            guilty.refuse(true);
            refusals.add(guilty.destination());
            askAgain.in(BETWEEN_QUESTIONS);
            ProtocolException fault = ProtocolException.refusedByBroker(guilty.destination());
            guilty.awaiting().forEach(done -> done.completeExceptionally(fault));
            guilty.awaiting().clear();
        }
    }

    /** What was refused may be allowed by now, or have been refused by mistake. */
    private void askAgain() {
        refusals.clear();
        for (Feed feed : feedsById.values()) {
            if (feed.isRefused()) {
                feed.refuse(false);
                isCautious = true;
                subscribe(feed);
            }
        }
        changed.run();
    }

    // ---- subscribers that do not keep up ----

    @Override
    public void hold() {
        loop.execute(() -> {
            holds++;
            if (holds == 1) {
                link.pause();
                pauseEnd.in(LONGEST_PAUSE);
            }
        });
    }

    @Override
    public void release() {
        loop.execute(() -> {
            holds--;
            if (holds == 0) {
                pauseEnd.cancel();
                link.resume();
            }
        });
    }
}
