package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a client to read it: messages in the outbox and, behind them, bytes that the connection has not sent.
 *
 * <p>Belongs to the thread of the session; only the outbox is added to by any thread.
 */
final class Backlog {
    /**
     * Why a client that does not keep up is cut off.
     *
     * @param unsentBytes what waits for it
     */
    record CutOff(Limit limit, long unsentBytes, String reason) {}

    private final Connection connection;
    private final SessionSettings settings;
    private final Transmission transmission;
    private final Journal journal;
    private final Outbox outbox;
    /** Whether somebody waits until the connection has sent more. */
    private boolean isWaiting;

    Backlog(Connection connection, SessionSettings settings, Transmission transmission, Journal journal) {
        this.connection = connection;
        this.settings = settings;
        this.transmission = transmission;
        this.journal = journal;
        this.outbox = new Outbox(connection, settings.sendBufferBytes());
    }

    Outbox outbox() {
        return outbox;
    }

    /** Gives waiting messages to the connection, as long as the network takes them. */
    void deliver(Commands client) {
        boolean hadUnsent = connection.unsentBytes() > 0;
        int sent = 0;
        boolean isEmpty = false;
        while (!isEmpty && transmission.hasRoom()) {
            Delivery delivery = outbox.poll();
            isEmpty = delivery == null;
            sent += delivery != null && client.deliver(delivery, connection) ? 1 : 0;
        }
        isWaiting = outbox.settle() || !isEmpty;
        if (sent > 0) {
            journal.delivered(sent);
            transmission.noteSent(hadUnsent || !transmission.hasRoom());
        }
    }

    /** Gives the messages that wait now to the connection, whether the network takes them or not. */
    void deliverAll(Commands client) {
        int sent = 0;
        for (int left = outbox.size(); left > 0; left--) {
            Delivery delivery = outbox.poll();
            sent += delivery != null && client.deliver(delivery, connection) ? 1 : 0;
        }
        isWaiting = outbox.settle();
        journal.delivered(sent);
    }

    /** {@return whether {@link #deliver} has to go on when the connection has sent more} */
    boolean isWaiting() {
        return isWaiting;
    }

    /** {@return whether all is taken at once, so that there is nothing to look after} */
    boolean isCalm() {
        return !transmission.progress().isWatching() && !outbox.hasDropped() && !outbox.hasOverflowed();
    }

    /** Looks whether the client lags. */
    void onTime(long now) {
        transmission.progress().look(now);
        isWaiting = outbox.lag(transmission.progress().isLagging()) || isWaiting;
    }

    void countDropped() {
        if (outbox.hasDropped()) {
            outbox.takeDropped().forEach((policy, count) -> {
                if (count > 0) {
                    journal.dropped(policy, count);
                }
            });
        }
    }

    /**
     * {@return why the client is to be cut off, or null if it keeps up}
     *
     * @param client who was let in, or null if nobody was
     */
    @Nullable
    CutOff cutOff(@Nullable Commands client, long now) {
        if (outbox.hasOverflowed() || transmission.hasOverflowed(settings.sendBufferBytes())) {
            return cutOff(
                    Limit.SEND_BUFFER_BYTES,
                    "more than the " + settings.sendBufferBytes() + " bytes allowed wait for the client");
        }
        if (transmission.progress().isStuck(now) && !mayStandStill(client)) {
            return cutOff(
                    Limit.SEND_TIMEOUT,
                    "the client has taken nothing for " + settings.sendTimeout().toSeconds() + " s");
        }
        return null;
    }

    private CutOff cutOff(Limit limit, String sentence) {
        return new CutOff(limit, outbox.waitingBytes() + connection.unsentBytes(), limit.named(sentence));
    }

    /** Whether a client is alive that need not read is for heart-beats to tell. */
    private static boolean mayStandStill(@Nullable Commands client) {
        return client != null && client.keepSlowReader();
    }

    /** Counts what was dropped, forgets what waits, and takes nothing more. */
    void close() {
        countDropped();
        outbox.close();
    }
}
