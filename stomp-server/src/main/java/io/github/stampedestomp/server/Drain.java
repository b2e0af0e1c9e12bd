package io.github.stampedestomp.server;

import java.time.Duration;

/**
 * How a server stops: for how long at most it lets clients take what waits for them and the application answer what it was
 * asked. A server stops as soon as nothing is left to wait for, so one without clients does so at once.
 *
 * @param time the most time, not negative; whoever is left then is cut off
 */
public record Drain(Duration time) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException if it is negative, or longer than a year
     */
    public Drain {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the time of a drain must not be " + time);
        }
    }

    /**
     * {@return a drain that takes so much time at most} Up to half of it goes into telling many clients one after the other to
     * go, so that they do not come back in the same moment.
     *
     * @throws IllegalArgumentException if the time is negative, or longer than a year
     */
    public static Drain over(Duration time) {
        return new Drain(time);
    }

    /** {@return a drain that waits for nothing: clients are told to go, if the network takes that at once} */
    public static Drain atOnce() {
        return new Drain(Duration.ZERO);
    }
}
