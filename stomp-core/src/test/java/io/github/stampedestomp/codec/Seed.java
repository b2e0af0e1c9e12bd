package io.github.stampedestomp.codec;

import java.util.concurrent.ThreadLocalRandom;

/** Where random tests begin: anew in each run, or where {@code -Dseed=…} says. They print it when they fail. */
public final class Seed {
    private Seed() {}

    /** {@return the seed of this run} */
    public static long ofThisRun() {
        return Long.getLong("seed", ThreadLocalRandom.current().nextInt());
    }
}
