package io.github.stampedestomp.faults;

/** How much of a fault the tests bring about: all of it with {@code -Dfaults.full=true}, else what every build can bear. */
final class Amounts {
    private static final boolean FULL = Boolean.getBoolean("faults.full");

    private Amounts() {}

    static boolean full() {
        return FULL;
    }

    static int of(int full, int small) {
        return FULL ? full : small;
    }
}
