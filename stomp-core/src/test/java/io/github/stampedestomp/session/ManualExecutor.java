package io.github.stampedestomp.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The application's thread: runs tasks at once or, while it is busy, later; refuses them once it is shut down. */
final class ManualExecutor implements Executor {
    private enum State {
        IDLE,
        BUSY,
        SHUT_DOWN
    }

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private State state = State.IDLE;
    private @Nullable Error error;

    @Override
    public void execute(Runnable task) {
        if (error != null) {
            throw error;
        }
        switch (state) {
            case IDLE -> task.run();
            case BUSY -> waiting.add(task);
            case SHUT_DOWN -> throw new RejectedExecutionException("shut down");
        }
    }

    /** Keeps the tasks from here on. */
    void becomesBusy() {
        state = State.BUSY;
    }

    /** Runs what was kept, and what comes. */
    void becomesIdle() {
        state = State.IDLE;
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** Refuses the tasks from here on. */
    void shutsDown() {
        state = State.SHUT_DOWN;
    }

    /** Throws an error at whoever brings a task from here on. */
    void breaks(Error thrown) {
        error = thrown;
    }
}
