package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
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
 * connection, and would again, and some do not say which one it was: then what had not been answered is suspect, and is asked for
 * behind all else, fewer and fewer at a time, until the guilty one is known.
 *
 * <p>Belongs to the thread of the loop.
 */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    /** So often a connection may be lost by the first thing that is asked for. */
    private static final int MOST_SUSPICIONS = 3;

    /** So many that have ended are remembered until the broker can be told. */
    private static final int MOST_LEFT = 10_000;

    private final RelaySettings settings;
    private final String name;
    private final Uplink link;
    private final Map<String, Feed> feedsByReceipt = new LinkedHashMap<>();
    private final Set<Feed> suspects = new LinkedHashSet<>();
    /** Suspects that are asked for once the broker has answered, and who has come behind them. */
    private final Deque<Feed> waiting = new ArrayDeque<>();

    private int fewSuspects = 1;
    private final Set<String> refused = new LinkedHashSet<>();
    /** What the broker keeps messages for, and nobody wants any more. */
    private final Deque<String> left = new ArrayDeque<>();

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

    /** The broker has let this side in: what has ended meanwhile is ended there, and these are asked for, suspects at last. */
    void begin(Collection<Feed> feeds) {
        left.forEach(this::unsubscribeWhatIsKept);
        left.clear();
        for (Feed feed : feeds) {
            if (suspects.contains(feed)) {
                waiting.add(feed);
            } else {
                askNow(feed);
            }
        }
        goOn();
    }

    /** Asks for a feed, if there is a connection. */
    void ask(Feed feed) {
        if (link.isUp()) {
            waiting.add(feed);
            goOn();
        }
    }

    /** Asks again for a feed that was refused. */
    void askAgain(Feed feed) {
        feed.retry();
        suspects.add(feed);
        ask(feed);
    }

    /** Asks for suspects when all others who were asked for have been answered. */
    private void goOn() {
        while (!waiting.isEmpty() && mayAskFor(waiting.element())) {
            askNow(waiting.remove());
        }
    }

    private boolean mayAskFor(Feed feed) {
        if (!suspects.contains(feed)) {
            return true;
        }
        return feedsByReceipt.size() < fewSuspects && suspects.containsAll(feedsByReceipt.values());
    }

    private void askNow(Feed feed) {
        if (feed.isRefused() || feed.isOver() || feed.isAsked()) {
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
        feed.asked();
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
        return name(feed.id());
    }

    private String name(String feedId) {
        return "stampede-" + name + "-" + feedId;
    }

    /** Tells the broker that a feed has ended, now or when there is a connection; but not of what it was never asked for. */
    void end(Feed feed) {
        suspects.remove(feed);
        refused.remove(feed.destination());
        boolean isKept = isKept(feed);
        if (feed.isAsked() && link.isUp()) {
            for (Headers headers : link.dialect().unsubscribes(feed.route(), name(feed), isKept)) {
                unsubscribe(feed.id(), headers);
            }
        } else if (feed.wasAsked() && isKept) {
            if (link.isUp()) {
                unsubscribeWhatIsKept(feed.id());
            } else {
                keepInMind(feed.id());
            }
        }
    }

    private void keepInMind(String feedId) {
        if (left.size() == MOST_LEFT) {
            LOG.warn("The broker may keep messages that nobody will fetch, for {}", name(left.remove()));
        }
        left.add(feedId);
    }

    /** Tried once: the broker may not know it any more, and close the connection for that. */
    private void unsubscribeWhatIsKept(String feedId) {
        link.dialect().unsubscribeWhatIsKept(name(feedId)).ifPresent(headers -> unsubscribe(feedId, headers));
    }

    private void unsubscribe(String feedId, Headers more) {
        Headers.Builder headers = new Headers.Builder().add(HeaderName.ID, feedId);
        more.forEach(headers::add);
        link.send(Frame.of(Command.UNSUBSCRIBE, headers.build()));
    }

    /** The broker has agreed. {@return whether it had refused the same before} */
    boolean agreed(Frame receipt) {
        String id = String.valueOf(receipt.header(HeaderName.RECEIPT_ID));
        Feed feed = feedsByReceipt.remove(id);
        boolean isNews = false;
        if (feed != null && !feed.isOver()) {
            suspects.remove(feed);
            isNews = refused.remove(feed.destination());
            link.useful();
            feed.begin();
        }
        goOn();
        return isNews;
    }

    /** The broker did not like something, which may be none of this. */
    void refused(Frame error) {
        Feed named = feedsByReceipt.get(String.valueOf(error.header(HeaderName.RECEIPT_ID)));
        Feed only = only();
        Feed guilty = named == null && only != null && suspects.contains(only) ? only : named;
        if (guilty != null) {
            refuse(guilty);
        } else if (error.header(HeaderName.SUBSCRIPTION) == null) {
            suspectUnanswered();
        }
    }

    private void suspectUnanswered() {
        if (!feedsByReceipt.isEmpty()) {
            suspects.clear();
            feedsByReceipt.values().stream().filter(feed -> !feed.isOver()).forEach(suspects::add);
            fewSuspects = Math.max(1, suspects.size() / 4);
        }
    }

    private void refuse(Feed guilty) {
        if (!guilty.isOver()) {
            LOG.error("The broker refuses a subscription for {}", guilty.destination());
            refused.add(guilty.destination());
            guilty.refuse();
        }
    }

    /** {@return what alone has been asked for, or null if that is not one thing} */
    private @Nullable Feed only() {
        return feedsByReceipt.size() == 1 ? feedsByReceipt.values().iterator().next() : null;
    }

    /** {@return the destinations that the broker does not want} */
    Set<String> refused() {
        return refused;
    }

    /** The connection is gone, perhaps by what was asked for. */
    void lose() {
        Feed only = only();
        if (only != null && suspects.contains(only) && only.suspect() == MOST_SUSPICIONS) {
            refuse(only);
        }
        suspectUnanswered();
        feedsByReceipt.clear();
        waiting.clear();
    }
}
