package io.github.stampedestomp.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pool that starts another thread whenever no idle one is left for a task, as those of others block, and lets tasks wait
 * only when it may not grow any more. Threads that stay idle go.
 */
final class GrowingPool extends AbstractExecutorService {
    private final int most;
    private final long keptIdleNanos;
    private final ThreadFactory factory;

    @GuardedBy("this")
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private final Set<Thread> threads = new HashSet<>();

    @GuardedBy("this")
    private int idle;

    @GuardedBy("this")
    private boolean isShutdown;

    GrowingPool(int most, Duration keptIdle, ThreadFactory factory) {
        this.most = most;
        this.keptIdleNanos = keptIdle.toNanos();
        this.factory = factory;
    }

    synchronized int size() {
        return threads.size();
    }

    synchronized int idle() {
        return idle;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (isShutdown) {
            throw new RejectedExecutionException("the server has stopped");
        }
        waiting.add(task);
        if (idle >= waiting.size()) {
            notify(); // before the shutdown nobody waits but idle threads
        } else if (threads.size() < most) {
            try {
                start();
            } catch (Throwable e) { // most of all, no more native threads; the caller decides what comes of the task
                waiting.removeLastOccurrence(task);
                throw e;
            }
        }
    }

    @GuardedBy("this")
    private void start() {
        Thread thread = factory.newThread(this::work);
        thread.start(); // waits for the lock that its starter holds
        threads.add(thread);
    }

    private void work() {
        try {
            for (Runnable task = next(); task != null; task = next()) {
                task.run();
            }
        } finally {
            leave();
        }
    }

    /** {@return the task that has waited longest, or null if none has come for a while or none will} */
    private synchronized @Nullable Runnable next() {
        long deadline = System.nanoTime() + keptIdleNanos;
        while (waiting.isEmpty() && !isShutdown) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            idle++;
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                // Meant for a task that is over, or for one that the end of the pool will show.
            } finally {
                idle--;
            }
        }
        return waiting.poll();
    }

    /** Whoever goes because a task has thrown is replaced if others wait. */
    private synchronized void leave() {
        threads.remove(Thread.currentThread());
        if (!waiting.isEmpty() && idle < waiting.size() && threads.size() < most) {
            start();
        }
        notifyAll();
    }

    @Override
    public synchronized void shutdown() {
        isShutdown = true;
        notifyAll();
    }

    @Override
    public synchronized List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>(waiting);
        waiting.clear();
        shutdown();
        threads.forEach(Thread::interrupt);
        return left;
    }

    @Override
    public synchronized boolean isShutdown() {
        return isShutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return isShutdown && threads.isEmpty();
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!isTerminated()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return true;
    }
}
