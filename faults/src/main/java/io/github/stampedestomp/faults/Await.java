package io.github.stampedestomp.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes bring about and nobody announces. */
final class Await {
    private static final long LOOK_EVERY = Duration.ofMillis(2).toNanos();

    private Await() {}

    static void until(String description, Duration most, BooleanSupplier isSo) {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - start > most.toNanos()) {
                throw new AssertionError("not so within " + most + ": " + description);
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
    }
}
