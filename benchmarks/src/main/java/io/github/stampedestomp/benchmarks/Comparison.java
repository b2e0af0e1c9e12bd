package io.github.stampedestomp.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rounds of one load have shown of all servers, as a table. */
final class Comparison {
    private final Map<Peer, List<Round>> roundsByPeer = new EnumMap<>(Peer.class);
    private final Map<Peer, Faults> faultsByPeer = new EnumMap<>(Peer.class);

    void add(Peer peer, Round round, Faults found) {
        roundsByPeer.computeIfAbsent(peer, first -> new ArrayList<>()).add(round);
        faultsByPeer.put(peer, found);
    }

    /** {@return the median of a server's rounds, if they have this figure} */
    OptionalDouble median(Peer peer, Figure figure) {
        double[] sorted = sorted(peer, figure);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
    }

    private double[] sorted(Peer peer, Figure figure) {
        return roundsByPeer.getOrDefault(peer, List.of()).stream()
                .filter(round -> round.has(figure))
                .mapToDouble(round -> round.of(figure))
                .sorted()
                .toArray();
    }

    /** {@return a line for each server; ratios are those of medians, ours to theirs} */
    String table() {
        List<String> head = Stream.concat(
                        Stream.concat(Stream.of("server"), figures().flatMap(this::titles)), Stream.of("faults"))
                .toList();
        String rule = "| --- ".repeat(head.size()) + "|";
        return Stream.concat(
                        Stream.of(row(head), rule),
                        roundsByPeer.keySet().stream().map(this::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Stream<Figure> figures() {
        return Arrays.stream(Figure.values())
                .filter(figure -> roundsByPeer.keySet().stream().anyMatch(peer -> sorted(peer, figure).length > 0));
    }

    private Stream<String> titles(Figure figure) {
        return figure.isCompared()
                ? Stream.of(figure.title() + ", median (min–max)", figure.title() + " to ours")
                : Stream.of(figure.title());
    }

    private String line(Peer peer) {
        Stream<String> cells = figures().flatMap(figure -> cells(peer, figure));
        return row(Stream.concat(
                        Stream.concat(Stream.of(peer.title()), cells),
                        Stream.of(String.valueOf(faultsByPeer.get(peer))))
                .toList());
    }

    private Stream<String> cells(Peer peer, Figure figure) {
        OptionalDouble median = median(peer, figure);
        String text = median.isEmpty() ? "–" : figure.text(median.getAsDouble());
        if (!figure.isCompared()) {
            return Stream.of(text);
        }
        double[] sorted = sorted(peer, figure);
        String spread = sorted.length == 0
                ? ""
                : " (" + figure.number(sorted[0]) + "–" + figure.number(sorted[sorted.length - 1]) + ")";
        return Stream.of(text + spread, ratio(peer, figure).orElse("–"));
    }

    private Optional<String> ratio(Peer peer, Figure figure) {
        Optional<Peer> first =
                roundsByPeer.keySet().stream().filter(Peer::isStampede).findFirst();
        OptionalDouble ours = first.isEmpty() ? OptionalDouble.empty() : median(first.get(), figure);
        OptionalDouble theirs = median(peer, figure);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        double ratio = figure.ratio(ours.getAsDouble(), theirs.getAsDouble());
        return Double.isFinite(ratio) ? Optional.of(String.format(Locale.ROOT, "1 : %.1f", ratio)) : Optional.empty();
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
