package io.github.stampedestomp.session;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Messages to {@code /topic/news} of some ten thousand bytes, each with a number. */
final class NumberedMessages {
    static final String PADDING = "x".repeat(10_000);

    private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)]");

    private NumberedMessages() {}

    static String[] messages(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "SEND\ndestination:/topic/news\n\n[" + i + "]" + PADDING + "^@")
                .toArray(String[]::new);
    }

    static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** {@return the numbers of the messages that a client got, in their order} */
    static List<Integer> numbers(Conversation client) {
        return NUMBER.matcher(client.read())
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .toList();
    }
}
