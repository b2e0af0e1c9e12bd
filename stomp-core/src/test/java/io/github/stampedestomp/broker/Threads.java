package io.github.stampedestomp.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs tasks at the same time, each in a thread of its own, and passes on what they throw. */
final class Threads {
    /** What a thread does. */
    interface Task {
        void run() throws Exception;
    }

    private Threads() {}

    static void runAll(List<Task> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (Task task : tasks) {
                running.add(threads.submit(started(task, start)));
            }
            for (Future<Void> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Void> started(Task task, CyclicBarrier start) {
        return () -> {
            start.await();
            task.run();
            return null;
        };
    }
}
