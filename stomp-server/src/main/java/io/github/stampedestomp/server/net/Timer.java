package io.github.stampedestomp.server.net;

import java.time.Duration;

/** Runs a task on its loop at a time that may be moved again and again. A timer belongs to the thread of its loop. */
public final class Timer {
    private static final int NOWHERE = -1;

    private final Timers timers;
    private final Runnable task;

    /** The place in the heap of {@link Timers}. */
    int index = NOWHERE;
    /** The time by which the heap is ordered, never later than {@link #due}. */
    long key;
    /** The time at which the task is wanted. */
    long due;

    Timer(Timers timers, Runnable task) {
        this.timers = timers;
        this.task = task;
    }

    /**
     * Runs the task once the clock has reached a time. Replaces what was asked for before.
     *
     * @param nanoTime a time of the loop's clock, or {@code Long.MAX_VALUE} for never
     */
    public void at(long nanoTime) {
        if (nanoTime == Long.MAX_VALUE) {
            cancel();
        } else {
            schedule(nanoTime);
        }
    }

    /** Runs the task after a delay. Replaces what was asked for before. */
    public void in(Duration delay) {
        schedule(timers.now() + delay.toNanos());
    }

    /** Forgets what was asked for. */
    public void cancel() {
        if (isWaiting()) {
            timers.remove(this);
        }
    }

    private void schedule(long nanoTime) {
        due = nanoTime;
        timers.schedule(this);
    }

    boolean isWaiting() {
        return index != NOWHERE;
    }

    void left() {
        index = NOWHERE;
    }

    void run() {
        task.run();
    }
}
