package io.github.stampedestomp.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that run the application's code, if it brings none: virtual ones where the JVM has them, else a pool. */
final class ApplicationThreads {
    private static final int MOST_THREADS = 256;
    private static final Duration KEPT_IDLE = Duration.ofSeconds(10);

    private ApplicationThreads() {}

    static ExecutorService start() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) { // before JDK 21
            return pool();
        }
    }

    /**
     * A pool that grows while all its threads are busy, as those of others block, and queues tasks only when it has grown up.
     * The queue has few entries for each session: each gives its next task when the last one is done.
     */
    static ExecutorService pool() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                MOST_THREADS,
                KEPT_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new HandOver(),
                task -> daemon(task, "stampede-application-" + count.incrementAndGet()),
                ApplicationThreads::queue);
    }

    /** Takes a task at once only if a thread waits for it, so that the pool starts another one otherwise. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void keep(Runnable task) {
            super.offer(task);
        }
    }

    private static void queue(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the server has stopped");
        }
        ((HandOver) pool.getQueue()).keep(task);
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
