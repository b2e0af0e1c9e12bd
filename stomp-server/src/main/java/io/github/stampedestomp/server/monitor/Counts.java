package io.github.stampedestomp.server.monitor;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One count for each of some constants. All of them are there from the start, so that a reader sees a zero and no gap. */
final class Counts<E extends Enum<E>> {
    private final Map<E, Count> countsByConstant;

    /**
     * Begins to count.
     *
     * @param label the name of the label that tells the constants apart
     * @param value its value for a constant
     */
    Counts(Class<E> type, Collection<E> constants, String label, Function<E, String> value) {
        countsByConstant = new EnumMap<>(type);
        constants.forEach(each -> countsByConstant.put(each, new Count(Map.of(label, value.apply(each)))));
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
