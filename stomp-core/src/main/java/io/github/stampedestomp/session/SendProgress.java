package io.github.stampedestomp.session;

import java.time.Duration;

/**
 * Watches whether a client takes the bytes that wait for it. It lags if what waited half a second ago still waits, and is
 * stuck if it has taken nothing at all for the time allowed. Times are nanoseconds of the session's clock.
 */
final class SendProgress {
    private static final long LOOK_EVERY = Duration.ofMillis(250).toNanos();
    private static final long LAG_AFTER = Duration.ofMillis(500).toNanos();

    private final Connection connection;
    private final long stuckAfter;
    private boolean isWatching;
    private boolean isLagging;
    private long nextLook;
    private long markedAt;
    /** How many bytes must have left until nothing that waited at the time of the mark still waits. */
    private long mark;

    private long lastProgress;
    private long sentByThen;

    SendProgress(Connection connection, Duration stuckAfter) {
        this.connection = connection;
        this.stuckAfter = stuckAfter.toNanos();
    }

    /** {@return whether something waits to be sent, so that it is time to look now and then} */
    boolean isWatching() {
        return isWatching;
    }

    boolean isLagging() {
        return isLagging;
    }

    /** Watches, as something waits to be sent. */
    void watch(long now) {
        if (isWatching) {
            return;
        }
        isWatching = true;
        lastProgress = now;
        sentByThen = connection.sentBytes();
        setMark(now);
        nextLook = now + LOOK_EVERY;
    }

    /** Looks again, if it is time to. */
    void look(long now) {
        if (!isWatching || now - nextLook < 0) {
            return;
        }
        nextLook = now + LOOK_EVERY;
        long sent = connection.sentBytes();
        if (sent > sentByThen) {
            sentByThen = sent;
            lastProgress = now;
        }
        if (connection.unsentBytes() == 0) {
            isWatching = false;
            isLagging = false;
        } else if (sent >= mark) {
            isLagging = false;
            setMark(now);
        } else if (now - markedAt >= LAG_AFTER) {
            isLagging = true;
        }
    }

    boolean isStuck(long now) {
        return isWatching && now - lastProgress >= stuckAfter;
    }

    /** {@return in how many nanoseconds to look again} */
    long dueIn(long now) {
        return isWatching ? nextLook - now : Long.MAX_VALUE;
    }

    private void setMark(long now) {
        mark = connection.sentBytes() + connection.unsentBytes();
        markedAt = now;
    }
}
