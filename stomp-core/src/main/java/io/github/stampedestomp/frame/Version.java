package io.github.stampedestomp.frame;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** A version of STOMP that this server speaks. Later versions compare as greater. */
public enum Version {
    /** STOMP 1.0: no escapes, no heart-beats, headers may be padded with blanks. */
    V1_0("1.0"),
    /** STOMP 1.1: escapes, heart-beats, NACK; a line ends with LF alone. */
    V1_1("1.1"),
    /** STOMP 1.2: a line may end with CR LF, and ACK names a delivery. */
    V1_2("1.2");

    /** All versions as the header {@code version} of an ERROR lists them. */
    public static final String ALL = "1.0,1.1,1.2";

    private final String number;

    Version(String number) {
        this.number = number;
    }

    /** {@return the number as the headers {@code version} and {@code accept-version} spell it, such as "1.2"} */
    public String number() {
        return number;
    }

    /** {@return whether this version is at least as late as another} */
    public boolean isAtLeast(Version other) {
        return compareTo(other) >= 0;
    }

    /**
     * {@return the latest version that a client accepts and this server speaks, or empty if there is none}
     *
     * @param acceptVersion the value of a CONNECT's header {@code accept-version}: numbers parted by commas
     */
    public static Optional<Version> latestIn(String acceptVersion) {
        return Arrays.stream(acceptVersion.split(",", -1))
                .map(String::strip)
                .flatMap(accepted -> Arrays.stream(values()).filter(version -> version.number.equals(accepted)))
                .max(Comparator.naturalOrder());
    }
}
