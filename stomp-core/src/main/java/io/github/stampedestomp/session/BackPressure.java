package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Holds a session's client back, by not reading from it: while subscribers of what it sends cannot keep up, and while the
 * application decides who it is. Frames that were read already are postponed; there are no more of them than one read
 * from the network holds.
 *
 * <p>Any thread may hold and release; all else belongs to the thread of the session.
 */
final class BackPressure implements Publisher {
    private static final long LONGEST_HOLD = Duration.ofSeconds(5).toNanos();

    private final Connection connection;
    private final Runnable resume;
    private final AtomicInteger holds = new AtomicInteger();
    private final Deque<Frame> postponed = new ArrayDeque<>();
    private boolean isPaused;
    /** Whether it has been held for so long that it may go on, though nobody has released it. */
    private boolean isOverdue;

    /** When the last frame was carried out. */
    private long pausedAt;

    BackPressure(Connection connection, Runnable resume) {
        this.connection = connection;
        this.resume = resume;
    }

    @Override
    public void hold() {
        holds.incrementAndGet();
    }

    @Override
    public void release() {
        if (holds.decrementAndGet() == 0) {
            connection.execute(resume);
        }
    }

    boolean isHeld() {
        return !isOverdue && holds.get() > 0;
    }

    boolean isPaused() {
        return isPaused;
    }

    void postpone(Frame frame) {
        postponed.add(frame);
    }

    @Nullable
    Frame takePostponed() {
        return postponed.poll();
    }

    /** Pauses, if there is a reason to, after a frame was carried out. */
    void apply(long now, boolean isAuthenticating) {
        if (holds.get() == 0) {
            isOverdue = false;
        }
        pausedAt = now;
        if (!isPaused && (isAuthenticating || isHeld())) {
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
        if (isPaused && isHeld() && now - pausedAt >= LONGEST_HOLD) {
            isOverdue = true;
            resume.run();
        }
    }

    long dueIn(long now) {
        return isPaused && isHeld() ? LONGEST_HOLD - (now - pausedAt) : Long.MAX_VALUE;
    }

    void end() {
        postponed.clear();
        resumeReading();
    }
}
