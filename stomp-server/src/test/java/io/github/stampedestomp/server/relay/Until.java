package io.github.stampedestomp.server.relay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is true sooner or later. */
final class Until {
    private static final long PATIENCE_SECONDS = 30;
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(2);

    private Until() {}

    static void isTrue(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it has not become true within " + PATIENCE_SECONDS + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
