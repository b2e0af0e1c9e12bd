package io.github.stampedestomp.server;

import io.github.stampedestomp.user.Delay;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks later, on one thread, which lives only while there are some. */
final class Later implements Delay {
    private static final Logger LOG = LoggerFactory.getLogger(Later.class);
    private static final long KEPT_IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread;

    Later() {
        thread = new ScheduledThreadPoolExecutor(1, task -> ApplicationThreads.daemon(task, "stampede-later"));
        thread.setKeepAliveTime(KEPT_IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.setRejectedExecutionHandler((task, executor) -> {}); // the server has stopped
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the task reports its own faults
    public void after(Duration time, Runnable task) {
        thread.schedule(() -> run(task), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** {@return what runs tasks soon that may take long, each on a thread of its own} */
    Executor threads() {
        return task ->
                ApplicationThreads.daemon(() -> run(task), "stampede-lookup").start();
    }

    void stop() {
        thread.shutdownNow();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // must not end the thread, which others wait for
            LOG.error("a task has failed", e);
        }
    }
}
