package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.frame.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a destination leads at the external broker.
 *
 * @param kind whether all get each message or one does
 * @param words the name there, in words with dots between them, as all brokers know it; {@code *} is a word, {@code **} any
 *     number of them
 */
record Route(Kind kind, String words) {
    enum Kind {
        TOPIC,
        QUEUE
    }

    static final String ONE = "*";
    static final String ANY = "**";

    /** No escape has this form, so that no destination of a client has such a word. */
    private static final String OWN = "=stampede=";

    private static final String EMPTY = "=";
    /** The longest routing key of AMQP has 255 bytes. */
    private static final int MOST_CHARACTERS = 240;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** {@return where messages go that concern the servers alone} */
    static Route own(String name) {
        return new Route(Kind.TOPIC, OWN + "." + name);
    }

    /**
     * {@return the route of a destination or pattern}
     *
     * @param rest what stands behind the prefix of its kind
     * @throws ProtocolException if the broker has no name as long as that
     */
    static Route of(Kind kind, String destination, String rest) {
        String words = Arrays.stream(rest.split("/", -1)).map(Route::word).collect(Collectors.joining("."));
        if (words.length() > MOST_CHARACTERS) {
            throw ProtocolException.badDestination(destination, "is longer than a name of the broker may be");
        }
        return new Route(kind, words);
    }

    /** {@return what stands behind the prefix of its kind, or nothing if these are no words of ours} */
    static Optional<String> rest(String words) {
        StringBuilder rest = new StringBuilder();
        for (String word : words.split("\\.", -1)) {
            Optional<String> segment = segment(word);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            rest.append(rest.isEmpty() ? "" : "/").append(segment.get());
        }
        return Optional.of(rest.toString());
    }

    boolean isPattern() {
        return kind == Kind.TOPIC && DestinationPattern.hasWildcard(words.replace('.', '/'));
    }

    /** {@return whether a subscription is meant for a destination} A broker may send more than was asked for. */
    static boolean fits(String subscribed, String destination) {
        String[] wanted = subscribed.split("/", -1);
        String[] given = destination.split("/", -1);
        boolean[] reached = new boolean[given.length + 1]; // behind how many segments the pattern so far may end
        reached[0] = true;
        for (String each : wanted) {
            boolean[] next = new boolean[given.length + 1];
            for (int i = 0; i <= given.length; i++) {
                boolean isAny = each.equals(ANY);
                next[i] = isAny
                        ? reached[i] || (i > 0 && next[i - 1])
                        : i > 0 && reached[i - 1] && (each.equals(ONE) || each.equals(given[i - 1]));
            }
            reached = next;
        }
        return reached[given.length];
    }

    private static String word(String segment) {
        if (segment.isEmpty()) {
            return EMPTY;
        }
        if (segment.equals(ONE) || segment.equals(ANY)) {
            return segment;
        }
        StringBuilder word = new StringBuilder();
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (octet & 0xff))) {
                word.append((char) octet);
            } else {
                word.append('=').append(HEX.toHexDigits(octet));
            }
        }
        return word.toString();
    }

    private static Optional<String> segment(String word) {
        if (word.equals(EMPTY)) {
            return Optional.of("");
        }
        byte[] octets = new byte[word.length()];
        int length = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (isPlain(c)) {
                octets[length++] = (byte) c;
            } else if (c == '='
                    && i + 2 < word.length()
                    && HexFormat.isHexDigit(word.charAt(i + 1))
                    && HexFormat.isHexDigit(word.charAt(i + 2))) {
                octets[length++] = (byte) HexFormat.fromHexDigits(word, i + 1, i + 3);
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        return length == 0 ? Optional.empty() : Optional.of(new String(octets, 0, length, StandardCharsets.UTF_8));
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
