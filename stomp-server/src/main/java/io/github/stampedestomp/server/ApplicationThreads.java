package io.github.stampedestomp.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that run the application's code, if it brings none: virtual ones where the JVM has them, else a pool. */
final class ApplicationThreads {
    private static final int POOLED_THREADS = 4 * Runtime.getRuntime().availableProcessors();
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

    /** The queue has no more entries than there are sessions: each gives its next task when the last one is done. */
    static ExecutorService pool() {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                POOLED_THREADS,
                POOLED_THREADS,
                KEPT_IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, "stampede-application-" + count.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
