package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the broker is asked for on one connection. All is asked for at once; but a broker that does not like a SUBSCRIBE closes the
 * connection, and would again, and some do not say which one it was: then one thing is asked for after the other, until the guilty
 * one is known.
 *
 * <p>Belongs to the thread of the loop.
 */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final RelaySettings settings;
    private final String name;
    private final Uplink link;
    private final Map<String, Feed> feedsByReceipt = new LinkedHashMap<>();
    /** What is asked for once the broker has answered. */
    private final Deque<Feed> waiting = new ArrayDeque<>();

    private final Set<String> refused = new LinkedHashSet<>();
    private boolean isCautious;
    private long lastReceipt;

    /**
     * Asks for nothing yet.
     *
     * @param name of the connection, which no other of any server has
     */
    Subscriptions(RelaySettings settings, String name, Uplink link) {
        this.settings = settings;
        this.name = name;
        this.link = link;
    }

    /** Asks for a feed, if there is a connection; whoever makes the next asks for all. */
    void ask(Feed feed) {
        if (isCautious && !feedsByReceipt.isEmpty()) {
            waiting.add(feed);
        } else if (link.isUp()) {
            askNow(feed);
        }
    }

    /** Asks again for a feed that was refused. */
    void askAgain(Feed feed) {
        feed.retry();
        refused.remove(feed.destination());
        isCautious = true;
        ask(feed);
    }

    private void askNow(Feed feed) {
        if (feed.isRefused() || feed.isOver()) {
            return;
        }
        String receipt = Long.toString(++lastReceipt);
        Dialect dialect = link.dialect();
        Headers.Builder headers = new Headers.Builder()
                .add(HeaderName.ID, feed.id())
                .add(HeaderName.DESTINATION, dialect.destination(feed.route()))
                .add(HeaderName.ACK, isAcked(feed) ? "client-individual" : "auto")
                .add(HeaderName.RECEIPT, receipt);
        dialect.addToSubscribe(feed.route(), name(feed), settings.prefetch(), keepFor(feed), headers);
        feedsByReceipt.put(receipt, feed);
        link.send(Frame.of(Command.SUBSCRIBE, headers.build()));
    }

    /** {@return whether the messages of a feed are acknowledged} */
    boolean isAcked(Feed feed) {
        return feed.isQueue() || isKept(feed);
    }

    private boolean isKept(Feed feed) {
        return !feed.isQueue() && !keepFor(feed).isZero();
    }

    /** What servers tell each other about themselves is worth nothing later. */
    private Duration keepFor(Feed feed) {
        return feed.destination().equals(Roster.DESTINATION) ? Duration.ZERO : settings.keepFor();
    }

    /** A feed that has ended is not found again by the next for the same destination, which wants nothing of what it has left. */
    private String name(Feed feed) {
        return "stampede-" + name + "-" + feed.id();
    }

    /** Tells the broker that a feed has ended, if it can be told. */
    void end(Feed feed) {
        feedsByReceipt.values().removeIf(each -> each == feed);
        refused.remove(feed.destination());
        for (Headers more : link.dialect().unsubscribes(feed.route(), name(feed), isKept(feed))) {
            Headers.Builder headers = new Headers.Builder().add(HeaderName.ID, feed.id());
            more.forEach(headers::add);
            link.send(Frame.of(Command.UNSUBSCRIBE, headers.build()));
        }
    }

    /** The broker has agreed. */
    void agreed(Frame receipt) {
        Feed feed = feedsByReceipt.remove(String.valueOf(receipt.header(HeaderName.RECEIPT_ID)));
        if (feed != null) {
            feed.begin();
        }
        while (feedsByReceipt.isEmpty() && !waiting.isEmpty()) {
            askNow(waiting.remove());
        }
        isCautious &= !feedsByReceipt.isEmpty();
    }

    /** The broker did not like something. {@return whether it is known what} */
    boolean refused(Frame error) {
        Feed guilty = guilty(error);
        if (guilty == null) {
            isCautious = !feedsByReceipt.isEmpty();
            return false;
        }
        LOG.error("The broker refuses a subscription for {}", guilty.destination());
        refused.add(guilty.destination());
        guilty.refuse();
        return true;
    }

    private @Nullable Feed guilty(Frame error) {
        Feed named = feedsByReceipt.get(String.valueOf(error.header(HeaderName.RECEIPT_ID)));
        return named == null && feedsByReceipt.size() == 1
                ? feedsByReceipt.values().iterator().next()
                : named;
    }

    /** {@return the destinations that the broker does not want} */
    Set<String> refused() {
        return refused;
    }

    /** The connection is gone. */
    void forget() {
        feedsByReceipt.clear();
        waiting.clear();
    }
}
