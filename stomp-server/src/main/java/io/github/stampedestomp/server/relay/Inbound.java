package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.broker.Subscriber;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What this server gets from the broker on one connection: one feed for each destination that somebody here subscribes to. Who
 * subscribes, and who gets what, is for the broker in memory to know.
 *
 * <p>{@link #want} and {@link #unwant} may be called by any thread; all else belongs to the loop.
 */
final class Inbound implements Uplink.Side {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_AGES = Duration.ofMinutes(1);

    private final RelaySettings settings;
    private final EventLoop loop;
    private final MemoryBroker local;
    private final RelayObserver observer;
    private final Runnable changed;
    private final Uplink link;
    private final Brake brake;
    private final Subscriptions subscriptions;
    private final Arrivals arrivals;
    private final Unacked unacked = new Unacked();
    private final Timer askAgain;
    private final Timer age;
    private final Map<String, Feed> feedsByDestination = new ConcurrentHashMap<>();
    private final Map<String, Feed> feedsById = new HashMap<>();
    private long lastId;
    private boolean willAskAgain;

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
        this.loop = loop;
        this.local = local;
        this.observer = observer;
        this.changed = changed;
        this.link = new Uplink(settings, node + "-" + name, loop, names, observer, this);
        this.brake = new Brake(loop, link);
        this.subscriptions = new Subscriptions(settings, node + "-" + name, link);
        this.arrivals = new Arrivals(settings, local, brake, observer);
        this.askAgain = loop.timer(this::askAgain);
        this.age = loop.timer(this::age);
    }

    void start() {
        link.start();
        age.in(BETWEEN_AGES);
    }

    /** Ends for good. The broker forgets this server at once. */
    void stop() {
        brake.reset();
        askAgain.cancel();
        age.cancel();
        for (Feed feed : List.copyOf(feedsById.values())) {
            end(feed);
        }
        link.stop();
    }

    boolean isUp() {
        return link.isUp();
    }

    /** {@return whether the first attempt to connect has neither succeeded nor failed} */
    boolean isBeginning() {
        return link.isBeginning();
    }

    /** Learns that another connection has found the broker. */
    void hurry() {
        link.hurry();
    }

    /** {@return who is held while subscribers do not keep up with what comes} */
    Publisher broker() {
        return brake;
    }

    /** {@return why nothing comes, or null if it does} */
    @Nullable
    String obstacle() {
        if (!link.isUp()) {
            return link.obstacle();
        }
        return subscriptions.refused().isEmpty() ? null : "it refuses subscriptions for " + subscriptions.refused();
    }

    // ---- who wants what ----

    /** {@return what is done when nothing sent to a destination from then on is missed} Its subscriber is known by now. */
    CompletionStage<Void> want(String destination, Route route, Subscriber subscriber) {
        Feed known = feedsByDestination.get(destination);
        if (known != null && known.isLive()) {
            return Broker.CONFIRMED;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> begin(destination, route, subscriber, done));
        return done;
    }

    /** A subscriber that may still wait for the feed of a destination has left. */
    void leave(String destination, Subscriber subscriber) {
        Feed known = feedsByDestination.get(destination);
        if (known == null || !known.isLive()) {
            loop.execute(() ->
                    Optional.ofNullable(feedsByDestination.get(destination)).ifPresent(feed -> feed.leave(subscriber)));
        }
    }

    /** Ends the feed of a destination soon, if there is no subscriber any more. */
    void unwant(String destination) {
        loop.execute(() -> {
            Feed feed = feedsByDestination.get(destination);
            if (feed != null && feed.taker() == null && local.subscribers(destination) == 0) {
                if (feed.isQueue()) {
                    endUnlessWanted(feed); // so that others get what waits here
                } else {
                    feed.linger().in(settings.linger());
                }
            }
        });
    }

    /** Begins a feed for this server itself, for as long as it runs. */
    void feed(String destination, Route route, Feed.Taker taker) {
        subscriptions.ask(add(destination, route, taker));
    }

    /** Does on the loop what {@link #want} asks for. */
    void begin(String destination, Route route, Subscriber subscriber, CompletableFuture<Void> done) {
        Feed feed = feedsByDestination.get(destination);
        if (feed != null) {
            feed.await(subscriber, done);
        } else if (local.subscribers(destination) == 0) {
            done.complete(null); // gone before it was heard
        } else {
            Feed first = add(destination, route, null);
            first.await(subscriber, done);
            subscriptions.ask(first);
        }
    }

    private Feed add(String destination, Route route, Feed.@Nullable Taker taker) {
        String id = Long.toString(++lastId);
        Timer linger = loop.timer(() -> Optional.ofNullable(feedsById.get(id)).ifPresent(this::endUnlessWanted));
        Feed added = new Feed(destination, route, id, taker, linger);
        feedsByDestination.put(destination, added);
        feedsById.put(id, added);
        observer.subscriptionsChanged(1);
        return added;
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

    private void end(Feed feed) {
        feedsByDestination.remove(feed.destination());
        feedsById.remove(feed.id());
        observer.subscriptionsChanged(-1);
        subscriptions.end(feed);
        forgetUnacked(feed);
        feed.end();
        if (feed.isRefused()) {
            changed.run();
        }
    }

    private void forgetUnacked(Feed feed) {
        if (feed.isQueue()) {
            unacked.removeAll(feed);
            local.discard(feed.destination()); // the broker gives it to others
        }
    }

    /** What was refused may be allowed by now, or have been refused by mistake. */
    private void askAgain() {
        willAskAgain = false;
        feedsById.values().stream().filter(Feed::isRefused).forEach(subscriptions::askAgain);
    }

    private void age() {
        feedsById.values().forEach(feed -> feed.age(2 * settings.prefetch()));
        age.in(BETWEEN_AGES);
    }

    // ---- what comes ----

    @Override
    public void up() {
        subscriptions.begin(feedsById.values());
        changed.run();
    }

    @Override
    public void obstructed() {
        changed.run();
    }

    @Override
    public void down() {
        brake.reset();
        subscriptions.lose();
        for (Feed feed : feedsById.values()) {
            feed.lost();
            forgetUnacked(feed);
        }
        lookAtRefused();
    }

    private void lookAtRefused() {
        if (!willAskAgain && !subscriptions.refused().isEmpty()) {
            willAskAgain = true;
            askAgain.in(BETWEEN_QUESTIONS);
        }
    }

    @Override
    public void take(Frame frame) {
        if (frame.command() == Command.RECEIPT) {
            if (subscriptions.agreed(frame)) {
                changed.run();
            }
            return;
        }
        Feed feed = feedsById.get(String.valueOf(frame.header(HeaderName.SUBSCRIPTION)));
        if (feed == null) {
            return; // it has just ended, and the broker gives to others what is not acknowledged
        }
        if (feed.isQueue()) {
            arrivals.takeFromQueue(feed, frame, unacked);
            return;
        }
        arrivals.takeFromTopic(feed, frame, link.dialect());
        if (subscriptions.isAcked(feed)) {
            ack(frame.header(HeaderName.ACK));
        }
    }

    /** A consumer here is done with a message of a queue. */
    void ack(Message message) {
        ack(unacked.remove(message));
    }

    private void ack(@Nullable String ackId) {
        if (ackId != null) {
            link.send(Frame.of(Command.ACK, Headers.of(HeaderName.ID, ackId)));
        }
    }

    @Override
    public void taken() {
        // each message is acknowledged by itself
    }

    @Override
    public void refused(Frame error) {
        subscriptions.refused(error);
        lookAtRefused();
    }
}
