package io.github.stampedestomp.user;

import java.time.Duration;

/** Runs tasks later, one at a time. */
@FunctionalInterface
public interface Delay {
    /** Runs a task once a time has passed. A task must not block for long. */
    void after(Duration time, Runnable task);
}
