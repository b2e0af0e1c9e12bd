package io.github.stampedestomp.server.monitor;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One count for each of some constants. All of them are there from the start, so that a reader sees a zero and no gap. */
final class Counts<E extends Enum<E>> {
    private final Map<E, Count> countsByConstant;

    /**
     * Begins to count.
     *
     * @param constants at least one
     * @param label the name of the label that tells the constants apart
     * @param value its value for a constant
     */
    Counts(Collection<E> constants, String label, Function<E, String> value) {
        Map<E, Count> counts = constants.stream()
                .collect(Collectors.toMap(each -> each, each -> new Count(Map.of(label, value.apply(each)))));
        countsByConstant = new EnumMap<>(counts);
    }

    /** Begins to count by a label whose values are the names of the constants, in small letters. */
    static <E extends Enum<E>> Counts<E> byName(String label, Collection<E> constants) {
        return new Counts<>(constants, label, each -> each.name().toLowerCase(Locale.ROOT));
    }

    /** Counts a constant, if it is one of those that are counted. */
    void add(E constant, long more) {
        Count count = countsByConstant.get(constant);
        if (count != null) {
            count.add(more);
        }
    }

    List<Count> series() {
        return List.copyOf(countsByConstant.values());
    }
}
