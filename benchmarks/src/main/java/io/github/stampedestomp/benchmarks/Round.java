package io.github.stampedestomp.benchmarks;

import java.util.EnumMap;
import java.util.Map;

/** What one round has shown of one server. */
final class Round {
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    Round put(Figure figure, Number value) {
        figures.put(figure, value.doubleValue());
        return this;
    }

    Round without(Figure figure) {
        figures.remove(figure);
        return this;
    }

    boolean has(Figure figure) {
        return figures.containsKey(figure);
    }

    /** {@return a figure, which must be there} */
    double of(Figure figure) {
        Double value = figures.get(figure);
        if (value == null) {
            throw new IllegalStateException("a round has no " + figure);
        }
        return value;
    }
}
