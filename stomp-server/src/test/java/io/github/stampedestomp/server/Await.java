package io.github.stampedestomp.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about and nobody announces. */
final class Await {
    private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

    private Await() {}

    static void until(String description, BooleanSupplier isSo) {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE) {
                throw new AssertionError("not so within a minute: " + description);
            }
            Thread.onSpinWait();
        }
    }
}
