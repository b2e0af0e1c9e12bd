package io.github.stampedestomp.broker;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Destinations that an application means: segments, each a text, {@code *} or <code>{name}</code> for any one segment, or
 * {@code **} for any number of segments, none included. Wildcards are whole segments, and {@code /} is the only separator.
 *
 * <p>Matching takes at most time in proportion to the segments of the pattern times those of the destination. Immutable.
 */
public final class DestinationPattern {
    private final String text;
    private final String[] segments;
    /** What every destination that fits begins with, so that most that do not are told apart at once. */
    private final String start;

    private final boolean hasVariables;
    /** Whether all behind the start is {@code **}, as in most rules: then nobody has to look at segments. */
    private final boolean isSubtree;

    private DestinationPattern(String text) {
        this.text = text;
        this.segments = Destinations.segments(text);
        this.hasVariables = Arrays.stream(segments).anyMatch(DestinationPattern::isVariable);
        this.start = Arrays.stream(segments)
                .takeWhile(segment -> !isOne(segment) && !isWildcard(segment))
                .collect(Collectors.joining("/"));
        this.isSubtree = text.equals(segments.length == 1 ? PatternTree.ANY : start + "/" + PatternTree.ANY);
    }

    /**
     * {@return the pattern that a text describes}
     *
     * @param text such as <code>/app/room/{id}</code>
     * @throws IllegalArgumentException if it neither begins with a slash nor is {@code **}, or has a name twice or a brace that is not the first
     *     or the last character of its segment
     */
    public static DestinationPattern of(String text) {
        if (!text.startsWith("/") && !text.equals(PatternTree.ANY)) {
            throw new IllegalArgumentException("a pattern must begin with '/', or be '**': '" + text + "'");
        }
        DestinationPattern pattern = new DestinationPattern(text);
        Set<String> names = new HashSet<>();
        for (String segment : pattern.segments) {
            String inner = isVariable(segment) ? segment.substring(1, segment.length() - 1) : segment;
            boolean isBroken = inner.indexOf('{') >= 0
                    || inner.indexOf('}') >= 0
                    || (isVariable(segment) && (inner.isBlank() || !names.add(inner)));
            boolean isPartial = inner.indexOf('*') >= 0 && !isWildcard(segment);
            if (isBroken || isPartial) {
                throw new IllegalArgumentException(
                        "the pattern '" + text + "' has the malformed segment '" + segment + "'");
            }
        }
        return pattern;
    }

    /** {@return whether a segment of a destination is {@code *} or {@code **}, which only SUBSCRIBE may have} */
    public static boolean hasWildcard(String destination) {
        return Destinations.isPattern(destination);
    }

    /** {@return what the variables of this pattern stand for in a destination, or nothing if it does not fit} */
    public Optional<Map<String, String>> match(String destination) {
        if (!destination.startsWith(start)) {
            return Optional.empty();
        }
        if (isSubtree) {
            return isBelowStart(destination) ? Optional.of(Map.of()) : Optional.empty();
        }
        String[] given = Destinations.segments(destination);
        int[] positions = new int[segments.length];
        return fits(given, positions, true) ? Optional.of(variables(given, positions)) : Optional.empty();
    }

    /** {@return whether it fits a destination} */
    public boolean matches(String destination) {
        return destination.startsWith(start)
                && (isSubtree
                        ? isBelowStart(destination)
                        : fits(Destinations.segments(destination), new int[segments.length], true));
    }

    private boolean isBelowStart(String destination) {
        return segments.length == 1
                || destination.length() == start.length()
                || destination.charAt(start.length()) == '/';
    }

    /**
     * {@return whether this pattern surely fits whatever a subscriber's pattern fits}
     *
     * @param subscribed a destination in which {@code *} and {@code **} are wildcards
     */
    public boolean covers(String subscribed) {
        return fits(Destinations.segments(subscribed), new int[segments.length], false);
    }

    /**
     * {@return whether there may be a destination that both this pattern and a subscriber's pattern fit}
     *
     * @param subscribed a destination in which {@code *} and {@code **} are wildcards
     */
    public boolean overlaps(String subscribed) {
        String[] others = Destinations.segments(subscribed);
        boolean[] below = new boolean[others.length + 1];
        // From the last segments to the first; an entry tells whether what begins at both places has a destination in
        // common.
        for (int i = segments.length; i >= 0; i--) {
            boolean[] here = new boolean[others.length + 1];
            for (int j = others.length; j >= 0; j--) {
                here[j] = overlapAt(i, j, others, here, below);
            }
            below = here;
        }
        return below[0];
    }

    private boolean overlapAt(int i, int j, String[] others, boolean[] here, boolean[] below) {
        boolean hasMine = i < segments.length;
        boolean hasOther = j < others.length;
        if (!hasMine && !hasOther) {
            return true;
        }
        boolean isMineAny = hasMine && segments[i].equals(PatternTree.ANY);
        boolean isOtherAny = hasOther && others[j].equals(PatternTree.ANY);
        if (isMineAny || isOtherAny) {
            return (hasMine && (isMineAny || isOtherAny) && below[j]) || (hasOther && here[j + 1]);
        }
        return hasMine
                && hasOther
                && (isOne(segments[i]) || others[j].equals(PatternTree.ONE) || segments[i].equals(others[j]))
                && below[j + 1];
    }

    /** {@return whether there is a name that this pattern takes from a destination} */
    public boolean hasVariables() {
        return hasVariables;
    }

    /** {@return whether it begins with a text, such as {@code /app/}, that no wildcard stands for} */
    public boolean isBelow(String prefix) {
        return text.startsWith(prefix);
    }

    /** {@return the text it was made of} */
    @Override
    public String toString() {
        return text;
    }

    /**
     * Goes through pattern and segments side by side; where they differ, the last {@code **} takes one segment more.
     *
     * @param positions is filled with the place at which each segment of the pattern stands
     * @param plain whether what is given is a destination, in which asterisks mean themselves
     */
    private boolean fits(String[] given, int[] positions, boolean plain) {
        int mine = 0;
        int theirs = 0;
        int lastAny = -1;
        int takenByAny = 0;
        while (theirs < given.length) {
            if (mine < segments.length && segments[mine].equals(PatternTree.ANY)) {
                lastAny = mine++;
                takenByAny = theirs;
            } else if (mine < segments.length && fits(segments[mine], given[theirs], plain)) {
                positions[mine++] = theirs++;
            } else if (lastAny >= 0) {
                mine = lastAny + 1;
                theirs = ++takenByAny;
            } else {
                return false;
            }
        }
        while (mine < segments.length && segments[mine].equals(PatternTree.ANY)) {
            mine++;
        }
        return mine == segments.length;
    }

    private static boolean fits(String mine, String theirs, boolean plain) {
        return isOne(mine) ? plain || !theirs.equals(PatternTree.ANY) : mine.equals(theirs);
    }

    private Map<String, String> variables(String[] given, int[] positions) {
        if (!hasVariables) {
            return Map.of();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.length; i++) {
            if (isVariable(segments[i])) {
                values.put(segments[i].substring(1, segments[i].length() - 1), given[positions[i]]);
            }
        }
        return values;
    }

    private static boolean isVariable(String segment) {
        return segment.length() >= 2 && segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean isOne(String segment) {
        return segment.equals(PatternTree.ONE) || isVariable(segment);
    }

    private static boolean isWildcard(String segment) {
        return segment.equals(PatternTree.ONE) || segment.equals(PatternTree.ANY);
    }
}
