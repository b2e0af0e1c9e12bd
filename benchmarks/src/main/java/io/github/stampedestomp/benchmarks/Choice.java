package io.github.stampedestomp.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param warmUp how many rounds of each load are not counted, if not its own number
 * @param ourOptions options for the JVM of this server alone, for example to profile it
 */
record Choice(
        List<Peer> servers, List<Load> loads, int rounds, OptionalInt warmUp, Duration round, List<String> ourOptions) {
    private static final String SERVERS = "--servers";
    private static final String LOADS = "--loads";
    private static final String ROUNDS = "--rounds";
    private static final String WARM_UP = "--warm-up";
    private static final String SECONDS = "--seconds";
    private static final String OUR_OPTIONS = "--server-options";
    private static final List<String> NAMES = List.of(SERVERS, LOADS, ROUNDS, WARM_UP, SECONDS, OUR_OPTIONS);

    /** Reads pairs of a name and a value; what is not named is everything that needs no broker, five rounds, of two seconds. */
    static Choice parse(String... words) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (!NAMES.contains(words[i]) || i + 1 == words.length) {
                throw new IllegalArgumentException("expected one of " + NAMES + " and a value, not " + words[i]);
            }
            values.put(words[i], words[i + 1]);
        }
        String options = values.getOrDefault(OUR_OPTIONS, "").strip();
        return new Choice(
                chosen(values.get(SERVERS), List.of(Peer.values()), Peer::word),
                values.containsKey(LOADS) ? chosen(values.get(LOADS), Load.known(), Load::name) : Load.all(),
                count(values.getOrDefault(ROUNDS, "5"), 1),
                values.containsKey(WARM_UP) ? OptionalInt.of(count(values.get(WARM_UP), 0)) : OptionalInt.empty(),
                Duration.ofSeconds(count(values.getOrDefault(SECONDS, "2"), 1)),
                options.isEmpty() ? List.of() : List.of(options.split("\\s+", -1)));
    }

    private static <T> List<T> chosen(@Nullable String words, List<T> all, Function<T, String> name) {
        if (words == null) {
            return all;
        }
        List<String> names = Arrays.asList(words.split(",", -1));
        List<String> known = all.stream().map(name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException(words + " must be of " + String.join(",", known));
        }
        return all.stream().filter(one -> names.contains(name.apply(one))).toList();
    }

    private static int count(String word, int least) {
        int count = Integer.parseInt(word);
        if (count < least) {
            throw new IllegalArgumentException(word + " must be " + least + " or more");
        }
        return count;
    }
}
