package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Holds a session's client back, by not reading from it: while subscribers of what it sends cannot keep up, while the
 * application does not keep up with what it asks for or decides who the client is and what it may do, and after it has sent too
 * fast. Frames that were read already are postponed; there are no more of them than one read from the network holds.
 *
 * <p>Any thread may hold and release; all else belongs to the thread of the session.
 */
final class BackPressure {
    private static final long LONGEST_HOLD = Duration.ofSeconds(5).toNanos();

    private static final int FRAMES_BEFORE_CONNECTED = 256;

    private final Connection connection;
    private final long bytesBeforeConnected;
    private final FrameRate rate;
    private final Journal journal;
    private final Runnable resume;
    private final Holds holds;
    private final Holds applicationHolds;
    private final Deque<Frame> postponed = new ArrayDeque<>(1);
    private long postponedBytes;
    private boolean isPaused;
    /** Whether it has been held for so long that it may go on, though nobody has released it. */
    private boolean isOverdue;

    /** When the last frame was carried out. */
    private long pausedAt;
    /** Whether it sends too fast, and until when nothing more is carried out. */
    private boolean isTooFast;

    private long slowedUntil;

    /**
     * Starts with nothing to hold for.
     *
     * @param bytesBeforeConnected how much may come before the client is let in
     * @param rate how fast it may send
     * @param resume goes on with what was postponed
     */
    BackPressure(Connection connection, long bytesBeforeConnected, FrameRate rate, Journal journal, Runnable resume) {
        this.connection = connection;
        this.bytesBeforeConnected = bytesBeforeConnected;
        this.rate = rate;
        this.journal = journal;
        this.resume = resume;
        this.applicationHolds = new Holds(() -> connection.execute(resume));
        this.holds = new Holds(() -> connection.execute(resume), applicationHolds);
    }

    /** {@return what subscribers hold on to, for a while at most} */
    Holds holds() {
        return holds;
    }

    /** {@return what the application, or a broker elsewhere, holds on to, for as long as it needs} */
    Holds applicationHolds() {
        return applicationHolds;
    }

    boolean isHeld() {
        return isTooFast || isHeldBySubscribers() || !applicationHolds.isEmpty();
    }

    private boolean isHeldBySubscribers() {
        return !isOverdue && !holds.isEmpty();
    }

    boolean isPaused() {
        return isPaused;
    }

    void postpone(Frame frame) {
        postponed.add(frame);
        postponedBytes += frame.weight();
    }

    /**
     * Keeps a frame of a client that is not let in yet. Much of that is not read, and too much is refused: nobody knows yet
     * who the client is.
     */
    void postponeUntilLetIn(Frame frame) {
        postpone(frame);
        if (postponed.size() > FRAMES_BEFORE_CONNECTED || postponedBytes > bytesBeforeConnected) {
            throw ProtocolException.tooMuchBeforeConnected(FRAMES_BEFORE_CONNECTED, bytesBeforeConnected);
        }
        if (postponedBytes > bytesBeforeConnected / 8) {
            pause();
        }
    }

    boolean hasPostponed() {
        return !postponed.isEmpty();
    }

    @Nullable
    Frame takePostponed() {
        Frame next = postponed.poll();
        postponedBytes -= next == null ? 0 : next.weight();
        return next;
    }

    /** Pauses, if there is a reason to, after a frame was carried out. */
    void apply(long now) {
        keepPace(now);
        if (holds.isEmpty()) {
            isOverdue = false;
        }
        pausedAt = now;
        if (isHeld()) {
            pause();
        }
    }

    private void keepPace(long now) {
        long wait = rate.take(now);
        if (wait > 0) {
            journal.limitReached(rate.exceeded());
            isTooFast = true;
            slowedUntil = now + wait;
        }
    }

    private void pause() {
        if (!isPaused) {
            isPaused = true;
            connection.pauseReading();
        }
    }

    void resumeReading() {
        if (isPaused) {
            isPaused = false;
            connection.resumeReading();
        }
    }

    void onTime(long now) {
        if (isTooFast && now - slowedUntil >= 0) {
            isTooFast = false;
            resume.run();
        }
        if (isPaused && isHeldBySubscribers() && now - pausedAt >= LONGEST_HOLD) {
            isOverdue = true;
            resume.run();
        }
    }

    long dueIn(long now) {
        long hold = isPaused && isHeldBySubscribers() ? LONGEST_HOLD - (now - pausedAt) : Long.MAX_VALUE;
        return isTooFast ? Math.min(hold, slowedUntil - now) : hold;
    }

    void end() {
        postponed.clear();
        holds.end();
        applicationHolds.end();
        resumeReading();
    }
}
