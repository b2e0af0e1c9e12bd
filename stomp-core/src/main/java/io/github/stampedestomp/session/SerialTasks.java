package io.github.stampedestomp.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.broker.Publisher;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tasks of one session on the application's threads, one at a time and in order. A task may be done later than it
 * returns; the next one waits for that, unless it is all in a hurry. While many of them wait, the client that causes them is
 * held back.
 */
final class SerialTasks {
    private static final Logger LOG = LoggerFactory.getLogger(SerialTasks.class);

    /** So many tasks may wait before the client is held back. */
    private static final int HOLD_AT = 64;
    /** So many bytes may wait in tasks before the client is held back. */
    private static final long HOLD_AT_BYTES = 256 * 1024;

    /** So long after the executor has refused a session's tasks they are offered again. */
    private static final long AGAIN_AFTER = Duration.ofSeconds(1).toNanos();

    private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);

    private record Task(int weight, Supplier<? extends CompletableFuture<?>> code) {}

    private final Executor executor;
    private final Publisher client;
    private final Runnable refused;
    private final CompletableFuture<Void> hurried = new CompletableFuture<>();

    @GuardedBy("this")
    private final Deque<Task> tasks = new ArrayDeque<>(1);

    @GuardedBy("this")
    private long waitingBytes;

    @GuardedBy("this")
    private boolean isRunning;

    @GuardedBy("this")
    private boolean isHolding;

    /**
     * Starts without tasks.
     *
     * @param refused is run, on whatever thread, when the executor refuses to work; see {@link #offerAgainIn}
     */
    SerialTasks(Executor executor, Publisher client, Runnable refused) {
        this.executor = executor;
        this.client = client;
        this.refused = refused;
    }

    synchronized int waiting() {
        return tasks.size();
    }

    /** Waits for no task any more that is done later than it returns: perhaps it never is. */
    void hurry() {
        hurried.complete(null);
    }

    void add(Runnable code) {
        add(0, () -> {
            code.run();
            return DONE;
        });
    }

    /**
     * Adds a task.
     *
     * @param weight how many bytes it keeps while it waits
     * @param code returns what is completed when the task is done
     */
    void add(int weight, Supplier<? extends CompletableFuture<?>> code) {
        synchronized (this) {
            tasks.add(new Task(weight, code));
            waitingBytes += weight;
            if ((tasks.size() >= HOLD_AT || waitingBytes >= HOLD_AT_BYTES) && !isHolding) {
                isHolding = true;
                client.hold();
            }
            if (isRunning) {
                return;
            }
            isRunning = true;
        }
        goOn();
    }

    /** {@return in how many nanoseconds to call {@link #offerAgain}, or for ever, if the executor has not refused} */
    synchronized long offerAgainIn() {
        return isRunning || tasks.isEmpty() ? Long.MAX_VALUE : AGAIN_AFTER;
    }

    /** Goes on if the executor has refused to. */
    void offerAgain() {
        synchronized (this) {
            if (isRunning || tasks.isEmpty()) {
                return;
            }
            isRunning = true;
        }
        goOn();
    }

    private void goOn() {
        try {
            executor.execute(this::runAll);
        } catch (RuntimeException | Error e) { // most of all, RejectedExecutionException
            LOG.warn("the application's executor refuses work, which is offered again soon: {}", e.toString());
            stop();
            refused.run();
        }
    }

    /** Keeps the tasks for later. */
    private synchronized void stop() {
        isRunning = false;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what goes on reports its own faults
    private void runAll() {
        for (Task task = next(); task != null; task = next()) {
            CompletableFuture<?> done = run(task);
            if (!done.isDone() && !hurried.isDone()) {
                CompletableFuture.anyOf(done, hurried).whenComplete((result, error) -> goOn());
                return;
            }
        }
    }

    private static CompletableFuture<?> run(Task task) {
        try {
            return task.code.get();
        } catch (Throwable e) { // the application's fault must not keep the tasks behind it from running
            report(e);
            return DONE;
        }
    }

    private static void report(Throwable thrown) {
        try {
            LOG.error("a session's task has failed", thrown);
        } catch (Throwable e) { // its message is broken too
            LOG.error("a session's task has failed with a {}", thrown.getClass().getName());
        }
    }

    private synchronized @Nullable Task next() {
        Task task = tasks.poll();
        isRunning = task != null;
        waitingBytes -= task == null ? 0 : task.weight;
        if (isHolding && tasks.size() <= HOLD_AT / 2 && waitingBytes <= HOLD_AT_BYTES / 2) {
            isHolding = false;
            client.release();
        }
        return task;
    }
}
