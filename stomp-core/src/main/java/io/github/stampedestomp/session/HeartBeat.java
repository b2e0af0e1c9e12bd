package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.ProtocolException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often one side can send and wants to receive a sign of life (STOMP 1.2, Heart-beating). Zero is never.
 *
 * @param send the shortest time between two signs of life that this side sends
 * @param receive the time between two signs of life that this side would like to get
 */
public record HeartBeat(Duration send, Duration receive) {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Pattern HEADER = Pattern.compile("(\\d{1,18}),(\\d{1,18})");

    /** Neither sends nor wants any. */
    public static final HeartBeat NONE = new HeartBeat(Duration.ZERO, Duration.ZERO);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if a time is negative or longer than a year
     */
    public HeartBeat {
        requireValid(send);
        requireValid(receive);
    }

    /** {@return what the value of a header {@code heart-beat} says: two numbers of milliseconds; a {@link ProtocolException} if it is malformed} */
    public static HeartBeat parse(String value) {
        Matcher numbers = HEADER.matcher(value);
        if (!numbers.matches()) {
            throw ProtocolException.badHeartBeat(value);
        }
        return new HeartBeat(milliseconds(numbers.group(1)), milliseconds(numbers.group(2)));
    }

    /** {@return how often this side sends and gets signs of life, given what the other side can and wants} */
    public HeartBeat agreedWith(HeartBeat other) {
        return new HeartBeat(agreed(send, other.receive), agreed(other.send, receive));
    }

    /** {@return the value of the header {@code heart-beat} that says this} */
    public String headerValue() {
        return send.toMillis() + "," + receive.toMillis();
    }

    private static Duration agreed(Duration offered, Duration wanted) {
        boolean isOff = offered.isZero() || wanted.isZero();
        return isOff ? Duration.ZERO : offered.compareTo(wanted) > 0 ? offered : wanted;
    }

    private static Duration milliseconds(String digits) {
        return Duration.ofMillis(Math.min(Long.parseLong(digits), LONGEST.toMillis()));
    }

    private static void requireValid(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a heart-beat must be between none and a year: " + time);
        }
    }
}
