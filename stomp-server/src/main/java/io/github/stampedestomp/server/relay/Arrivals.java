package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what comes from the broker to those who subscribe to it here. */
final class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final String topicPrefix;
    private final MemoryBroker local;
    private final Publisher broker;
    private final RelayObserver observer;

    /**
     * Prepares.
     *
     * @param broker is held while subscribers do not keep up
     */
    Arrivals(RelaySettings settings, MemoryBroker local, Publisher broker, RelayObserver observer) {
        this.topicPrefix = settings.broker().topicPrefix();
        this.local = local;
        this.broker = broker;
        this.observer = observer;
    }

    /** Takes a message of a topic, unless it has come before. */
    void takeFromTopic(Feed feed, Frame frame, Dialect dialect) {
        observer.received();
        try {
            if (isMeant(feed, frame) && !feed.isNew(Envelope.origin(frame), isRedelivered(frame))) {
                observer.repeated();
            } else {
                give(feed, frame, dialect);
            }
        } catch (RuntimeException e) { // a message that nobody can take must not come again and again
            LOG.error("a message of the broker for {} could not be delivered", feed.destination(), e);
        }
    }

    private static boolean isRedelivered(Frame frame) {
        return Boolean.parseBoolean(frame.header(HeaderName.REDELIVERED));
    }

    private void give(Feed feed, Frame frame, Dialect dialect) {
        Feed.Taker taker = feed.taker();
        if (taker != null) {
            taker.take(frame);
        } else {
            deliver(feed, frame, dialect);
        }
    }

    /** {@return whether a message was sent to what a feed is for, so that its number counts} Other programs may have copied it. */
    private static boolean isMeant(Feed feed, Frame frame) {
        String told = Envelope.destination(frame);
        return feed.taker() != null || (told != null && Route.fits(feed.destination(), told));
    }

    private void deliver(Feed feed, Frame frame, Dialect dialect) {
        String destination = destination(feed, frame, dialect);
        if (destination != null) {
            local.deliver(feed.destination(), Message.of(destination, Envelope.headers(frame), frame.body(), broker));
        }
    }

    /** {@return where the sender has sent it to, or null if it is not meant for clients} */
    private @Nullable String destination(Feed feed, Frame frame, Dialect dialect) {
        if (!feed.route().isPattern()) {
            return feed.destination();
        }
        String told = Envelope.destination(frame);
        String destination = told != null ? told : translated(frame, dialect);
        return destination != null && destination.startsWith(topicPrefix) && Route.fits(feed.destination(), destination)
                ? destination
                : null;
    }

    /** {@return what we call the destination of a message that comes from another program, or null if we have no name for it} */
    private @Nullable String translated(Frame frame, Dialect dialect) {
        return dialect.topic(String.valueOf(frame.header(HeaderName.DESTINATION)))
                .flatMap(Route::rest)
                .map(rest -> topicPrefix + rest)
                .orElse(null);
    }

    /** Gives a message of a queue to a consumer here, who is to acknowledge it. */
    void takeFromQueue(Feed feed, Frame frame, Unacked unacked) {
        observer.received();
        String ackId = frame.header(HeaderName.ACK);
        if (ackId == null) {
            LOG.error("the broker has sent a message of {} that cannot be acknowledged", feed.destination());
            return;
        }
        Message message = Message.of(feed.destination(), Envelope.headers(frame), frame.body(), null);
        unacked.add(message, feed, ackId);
        try {
            local.send(isRedelivered(frame) ? message.redelivered() : message);
        } catch (ProtocolException e) { // its last consumer has left, and too many destinations wait for theirs
            LOG.warn("a message of the broker for {} stays there: {}", feed.destination(), e.sentence());
            unacked.remove(message);
        }
    }
}
