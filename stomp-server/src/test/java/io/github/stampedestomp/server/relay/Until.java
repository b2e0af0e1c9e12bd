package io.github.stampedestomp.server.relay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is true sooner or later. */
final class Until {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(2);

    private Until() {}

    static void isTrue(BooleanSupplier wanted) {
        isTrueWithin(PATIENCE, wanted);
    }

    static void isTrueWithin(Duration most, BooleanSupplier wanted) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it has not become true within " + most.toMillis() + " ms");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
