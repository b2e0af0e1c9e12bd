package io.github.stampedestomp.server;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
            return pool("stampede-application-");
        }
    }

    /** {@return platform threads, as many as are needed, up to a bound} */
    static GrowingPool pool(String names) {
        return pool(names, KEPT_IDLE);
    }

    static GrowingPool pool(String names, Duration keptIdle) {
        AtomicInteger count = new AtomicInteger();
        return new GrowingPool(MOST_THREADS, keptIdle, task -> daemon(task, names + count.incrementAndGet()));
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
