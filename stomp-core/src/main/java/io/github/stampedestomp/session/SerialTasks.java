package io.github.stampedestomp.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.broker.Publisher;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of one session on the application's threads, one at a time and in order. While many of them wait, the
 * client that causes them is held back.
 */
final class SerialTasks {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTasks.class);

    /** So many tasks may wait before the client is held back. */
    private static final int HOLD_AT = 64;

    private final Executor executor;
    private final Publisher client;

    @GuardedBy("this")
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean isRunning;

    @GuardedBy("this")
    private boolean isHolding;

    SerialTasks(Executor executor, Publisher client) {
        this.executor = executor;
        this.client = client;
    }

    synchronized int waiting() {
        return tasks.size();
    }

    void add(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (tasks.size() == HOLD_AT && !isHolding) {
                isHolding = true;
                client.hold();
            }
            if (isRunning) {
                return;
            }
            isRunning = true;
        }
        try {
            executor.execute(this::runAll);
        } catch (RuntimeException | Error e) { // most of all, RejectedExecutionException
            LOG.warn("the application's executor refuses work; a session's next task tries again: {}", e.toString());
            stop();
        }
    }

    /** Keeps the tasks for the next one that is added. */
    private synchronized void stop() {
        isRunning = false;
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (Throwable e) { // the application's fault must not keep the tasks behind it from running
                LOG.error("a session's task has failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        isRunning = task != null;
        if (isHolding && tasks.size() <= HOLD_AT / 2) {
            isHolding = false;
            client.release();
        }
        return task;
    }
}
