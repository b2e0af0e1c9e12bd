package io.github.stampedestomp.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Patterns of up to four segments, each compared with each by trying all destinations of up to five segments. */
class ComparedPatternsTest {
    private static final List<String> DESTINATIONS = texts(5, "a", "b");
    private static final List<String> SUBSCRIBED = texts(4, "a", "b", "*", "**");

    @Test
    void patternCoversOnlyThoseThatFitNothingElse() {
        Map<String, BitSet> fitted = fitted();
        compareAll((pattern, subscribed) -> {
            BitSet others = (BitSet) fitted.get(subscribed).clone();
            others.andNot(fitted.get(pattern.toString()));
            if (pattern.covers(subscribed)) {
                assertThat(others.isEmpty())
                        .as("%s covers %s", pattern, subscribed)
                        .isTrue();
            }
        });
    }

    @Test
    void patternOverlapsThoseThatFitTheSame() {
        Map<String, BitSet> fitted = fitted();
        compareAll((pattern, subscribed) -> {
            if (fitted.get(subscribed).intersects(fitted.get(pattern.toString()))) {
                assertThat(pattern.overlaps(subscribed))
                        .as("%s overlaps %s", pattern, subscribed)
                        .isTrue();
            }
        });
    }

    /** What two patterns of {@code n} segments have in common shows in a destination of at most {@code 2n} ones. */
    @Test
    void shortPatternOverlapsOnlyThoseThatFitTheSame() {
        List<String> all = texts(4, "a", "b");
        for (String text : texts(2, "a", "b", "*", "**")) {
            DestinationPattern pattern = DestinationPattern.of(text);
            for (String subscribed : texts(2, "a", "b", "*", "**")) {
                boolean isCommon = all.stream()
                        .anyMatch(each -> pattern.matches(each)
                                && DestinationPattern.of(subscribed).matches(each));
                // Without a literal, what they have in common may be shorter than one segment.
                assertThat(pattern.overlaps(subscribed))
                        .as("%s overlaps %s", text, subscribed)
                        .isEqualTo(isCommon || (matchesRoot(text) && matchesRoot(subscribed)));
            }
        }
    }

    @Test
    void whatIsCoveredOverlaps() {
        compareAll((pattern, subscribed) -> {
            if (pattern.covers(subscribed)) {
                assertThat(pattern.overlaps(subscribed))
                        .as("%s overlaps %s", pattern, subscribed)
                        .isTrue();
            }
        });
    }

    @Test
    void everyPatternCoversItself() {
        for (String text : SUBSCRIBED) {
            assertThat(DestinationPattern.of(text).covers(text)).as(text).isTrue();
        }
    }

    @Test
    void variablesCompareAsOtherWildcardsDo() {
        for (String text : texts(3, "a", "*", "**")) {
            DestinationPattern plain = DestinationPattern.of(text);
            DestinationPattern named = DestinationPattern.of(withVariables(text));
            for (String subscribed : texts(3, "a", "*", "**")) {
                assertThat(named.covers(subscribed)).isEqualTo(plain.covers(subscribed));
                assertThat(named.overlaps(subscribed)).isEqualTo(plain.overlaps(subscribed));
            }
            DESTINATIONS.forEach(each -> assertThat(named.matches(each)).isEqualTo(plain.matches(each)));
        }
    }

    private interface Comparison {
        void of(DestinationPattern pattern, String subscribed);
    }

    private static void compareAll(Comparison comparison) {
        for (String text : SUBSCRIBED) {
            DestinationPattern pattern = DestinationPattern.of(text);
            SUBSCRIBED.forEach(subscribed -> comparison.of(pattern, subscribed));
        }
    }

    private static Map<String, BitSet> fitted() {
        Map<String, BitSet> fitted = new HashMap<>();
        for (String text : SUBSCRIBED) {
            BitSet fits = new BitSet();
            for (int i = 0; i < DESTINATIONS.size(); i++) {
                fits.set(i, fits(segments(text), segments(DESTINATIONS.get(i))));
            }
            fitted.put(text, fits);
        }
        return fitted;
    }

    /** A rule that is slow and simple. */
    private static boolean fits(List<String> pattern, List<String> destination) {
        if (pattern.isEmpty()) {
            return destination.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("**")) {
            return fits(rest, destination)
                    || (!destination.isEmpty() && fits(pattern, destination.subList(1, destination.size())));
        }
        return !destination.isEmpty()
                && (pattern.get(0).equals("*") || pattern.get(0).equals(destination.get(0)))
                && fits(rest, destination.subList(1, destination.size()));
    }

    private static boolean matchesRoot(String pattern) {
        return segments(pattern).stream().skip(1).allMatch("**"::equals);
    }

    private static List<String> segments(String text) {
        return List.of(text.split("/", -1));
    }

    private static String withVariables(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment : segments(text)) {
            segments.add(segment.equals("*") ? "{x" + segments.size() + "}" : segment);
        }
        return String.join("/", segments);
    }

    private static List<String> texts(int most, String... alphabet) {
        List<String> texts = new ArrayList<>();
        List<String> longest = List.of("");
        for (int i = 0; i < most; i++) {
            longest = longest.stream()
                    .flatMap(text -> Stream.of(alphabet).map(segment -> text + "/" + segment))
                    .toList();
            texts.addAll(longest);
        }
        return texts;
    }
}
