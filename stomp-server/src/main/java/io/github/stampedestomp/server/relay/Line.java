package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing that servers tell each other: a client's session, or a subscription to what is watched. */
sealed interface Line {
    /**
     * A client that is connected.
     *
     * @param user its name, or null if it has none
     * @param since when it was let in, in milliseconds since 1970
     * @param address where it comes from
     */
    record Session(String id, @Nullable String user, long since, String address) implements Line {
        @Override
        public String text() {
            return "session " + encode(id) + " " + encode(user) + " " + since + " " + encode(address);
        }
    }

    /**
     * A subscription.
     *
     * @param user the subscriber's name, or null if it has none
     */
    record Presence(String destination, @Nullable String user) implements Line {
        @Override
        public String text() {
            return "presence " + encode(destination) + " " + encode(user);
        }
    }

    /** {@return how it is told} */
    String text();

    /**
     * All lines of a moment, to be told piece by piece, whatever becomes of them meanwhile. What is true several times is told
     * several times.
     */
    final class Pieces {
        private final Line[] lines;
        private final int[] counts;
        private final int characters;
        private int next;
        private int timesTold;

        /**
         * Remembers all there is now.
         *
         * @param characters how many a piece may have before its last line
         */
        Pieces(Map<Line, Integer> all, int characters) {
            this.lines = all.keySet().toArray(Line[]::new);
            this.counts = all.values().stream().mapToInt(Integer::intValue).toArray();
            this.characters = characters;
        }

        boolean isOver() {
            return next == lines.length;
        }

        /** {@return the next piece, empty if all is told} */
        String poll() {
            StringBuilder text = new StringBuilder();
            while (!isOver() && text.length() <= characters) {
                text.append('+').append(lines[next].text()).append('\n');
                if (++timesTold == counts[next]) {
                    timesTold = 0;
                    next++;
                }
            }
            return text.toString();
        }
    }

    /** {@return what was told, or nothing if that is not understood, as it may be of a newer version} */
    static Optional<Line> parse(String text) {
        String[] words = text.split(" ", -1);
        try {
            if (words.length == 5 && words[0].equals("session")) {
                return Optional.of(
                        new Session(decode(words[1]), user(words[2]), Long.parseLong(words[3]), decode(words[4])));
            }
            return words.length == 3 && words[0].equals("presence")
                    ? Optional.of(new Presence(decode(words[1]), user(words[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A name is never empty, so that "=" is free to stand for none. */
    private static String encode(@Nullable String text) {
        return text == null ? "=" : URLEncoder.encode(text, UTF_8);
    }

    private static @Nullable String user(String word) {
        return word.equals("=") ? null : decode(word);
    }

    private static String decode(String word) {
        return URLDecoder.decode(word, UTF_8);
    }
}
