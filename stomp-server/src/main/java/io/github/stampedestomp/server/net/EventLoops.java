package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The loops of one server, to which connections are given in turn.
 *
 * <p>Any thread may use it.
 */
public final class EventLoops {
    private static final int MOST_BY_DEFAULT = 4;

    private final List<EventLoop> loops;
    private final CountDownLatch emptied;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();

    private EventLoops(List<EventLoop> loops) {
        this.loops = List.copyOf(loops);
        this.emptied = new CountDownLatch(loops.size());
    }

    /** {@return how many loops suit this machine: one for each core, at most 4} */
    public static int suitableCount() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_BY_DEFAULT);
    }

    /**
     * {@return loops that run, each on a thread of its own}
     *
     * @param clock the nanoseconds that timers go by, such as {@code System::nanoTime}
     */
    public static EventLoops start(int count, LongSupplier clock) throws IOException {
        return start("stampede-loop", count, clock, NetworkObserver.NONE);
    }

    /**
     * {@return loops that run, as those of {@link #start(int, LongSupplier)} do}
     *
     * @param name what the names of their threads begin with
     * @param observer is told what happens to their connections
     */
    public static EventLoops start(String name, int count, LongSupplier clock, NetworkObserver observer)
            throws IOException {
        List<EventLoop> loops = new ArrayList<>();
        try {
            for (int i = 1; i <= count; i++) {
                loops.add(EventLoop.start(name + "-" + i, clock, observer));
            }
        } catch (IOException e) {
            new EventLoops(loops).stop(Duration.ZERO);
            throw e;
        }
        return new EventLoops(loops);
    }

    /** {@return the loop whose turn it is} */
    public EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /**
     * Asks every loop for a sign of life, without waiting for it.
     *
     * @return the names of those that have owed one for longer than a time
     */
    public List<String> silentFor(Duration time) {
        List<String> silent = loops.stream()
                .filter(loop -> loop.pulse().isSilentFor(time))
                .map(EventLoop::name)
                .toList();
        loops.forEach(loop -> loop.pulse().ask());
        return silent;
    }

    /** {@return how many connections are open} */
    public int connectionCount() {
        return loops.stream().mapToInt(EventLoop::connectionCount).sum();
    }

    /**
     * Asks every connection to end, cuts those that have not when the patience is over, and waits for the threads to
     * end. Who stops again, even meanwhile, waits for the same, with a patience of its own.
     *
     * @throws IllegalStateException if a loop calls this, which would wait for itself
     */
    public void stop(Duration patience) {
        requireOtherThread();
        Runnable told = stopping.getAndSet(true) ? () -> {} : emptied::countDown;
        loops.forEach(loop -> loop.stop(patience, told));
        boolean interrupted = await(emptied::await);
        // Only now, as what ends on one loop may have to be told on another.
        loops.forEach(EventLoop::end);
        for (EventLoop loop : loops) {
            interrupted |= await(loop::awaitEnd);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for something. */
    @FunctionalInterface
    private interface Wait {
        void run() throws InterruptedException;
    }

    /**
     * Checks that it is not a loop that asks.
     *
     * @throws IllegalStateException if it is
     */
    public void requireOtherThread() {
        if (loops.stream().anyMatch(EventLoop::isCurrent)) {
            throw new IllegalStateException(
                    "a thread of the server cannot stop the server, as it would wait for itself");
        }
    }

    /** {@return whether this thread was interrupted while it waited, which it did nevertheless} */
    private static boolean await(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.run();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
