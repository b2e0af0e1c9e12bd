package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is put on record of one session: told to the observer and written to logs as it happens, and summed up at the end.
 *
 * <p>Belongs to the thread of the session; only {@link #logFrames} and {@link #limitReached} may be called by any.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(StompSession.class);

    private final String session;
    private final Connection connection;
    private final SessionObserver observer;
    private final LongSupplier clock;
    private final FrameLog frameLog;
    private final long openedAt;
    private long frames;
    private long messages;
    private long dropped;

    Journal(String session, Connection connection, SessionObserver observer, LongSupplier clock) {
        this.session = session;
        this.connection = connection;
        this.observer = observer;
        this.clock = clock;
        this.frameLog = new FrameLog(session);
        this.openedAt = clock.getAsLong();
    }

    void logFrames(boolean on) {
        frameLog.set(on);
    }

    void opened() {
        observer.opened();
    }

    void connected() {
        observer.connected();
    }

    /** Counts a frame of the client that is carried out. */
    void received(Frame frame) {
        frames++;
        observer.received(frame.command());
        frameLog.received(frame);
    }

    /** Takes note of a frame of the session's own. */
    void sent(Frame frame) {
        frameLog.sent(frame);
    }

    void sent(Subscription subscription, Message message) {
        frameLog.sent(subscription, message);
    }

    /** Counts messages that were given to the connection in one go. */
    void delivered(int count) {
        messages += count;
        observer.delivered(count);
    }

    void dropped(SlowReader policy, int count) {
        boolean isFirst = dropped == 0;
        dropped += count;
        observer.dropped(policy, count);
        if (isFirst) {
            LOG.info(
                    "the client at {} does not keep up, so that messages for it are dropped",
                    connection.handshake().remoteAddress());
        }
    }

    void limitReached(Limit limit) {
        observer.limitReached(limit);
    }

    void cutOff(Limit limit, long unsentBytes) {
        observer.limitReached(limit);
        observer.cutOff(limit, unsentBytes);
    }

    /** Takes note of a fault that is ours. */
    void failed(Throwable fault) {
        LOG.error("session {} has failed", EndedSession.shortName(session), fault);
    }

    /**
     * Sums up.
     *
     * @param client who was let in, or null if nobody was
     */
    void ended(@Nullable Member client, String reason) {
        EndedSession ended = new EndedSession(
                session,
                Optional.ofNullable(client).map(Member::user).map(User::name),
                connection.handshake().remoteAddress(),
                client != null,
                reason,
                Duration.ofNanos(clock.getAsLong() - openedAt),
                frames,
                messages,
                connection.sentBytes(),
                dropped);
        ended.log(LOG);
        observer.ended(ended);
    }
}
