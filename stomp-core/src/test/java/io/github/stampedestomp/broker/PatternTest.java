package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.stampedestomp.codec.Seed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternTest {
    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # pattern            | destination      | fits
            /topic/*             | /topic/a         | yes
            /topic/*             | /topic/a/b       | no
            /topic/*             | /topic//         | no
            /topic/*/b           | /topic/a/b       | yes
            /topic/*/b           | /topic//b        | yes
            /topic/*/b           | /topic/b         | no
            /topic/*/b           | /topic/a/c       | no
            /topic/a/*           | /topic/a         | no
            /topic/a/*           | /topic/a/        | yes
            /topic/a/*           | /topic/a/b       | yes
            /topic/*/*           | /topic/a/b       | yes
            /topic/*/*           | /topic/a         | no
            /topic/**            | /topic/a         | yes
            /topic/**            | /topic/a/b/c/d   | yes
            /topic/**            | /topic//         | yes
            /topic/a/**          | /topic/a         | yes
            /topic/a/**          | /topic/a/        | yes
            /topic/a/**          | /topic/a/b/c     | yes
            /topic/a/**          | /topic/ab        | no
            /topic/a/**          | /topic/b/a       | no
            /topic/**/b          | /topic/b         | yes
            /topic/**/b          | /topic/a/b       | yes
            /topic/**/b          | /topic/a/c/b     | yes
            /topic/**/b          | /topic/b/b/b     | yes
            /topic/**/b          | /topic/b/a       | no
            /topic/**/b          | /topic/ab        | no
            /topic/a/**/b        | /topic/a/b       | yes
            /topic/a/**/b        | /topic/a/c/d/b   | yes
            /topic/a/**/b        | /topic/a         | no
            /topic/a/**/b        | /topic/a/b/c     | no
            /topic/**/a/**       | /topic/a         | yes
            /topic/**/a/**       | /topic/x/a/y     | yes
            /topic/**/a/**       | /topic/x/y       | no
            /topic/**/**         | /topic/a         | yes
            /topic/**/**/**/b    | /topic/b         | yes
            /topic/**/*          | /topic/a         | yes
            /topic/*/**          | /topic/a         | yes
            /topic/*/**/*        | /topic/a         | no
            /topic/*/**/*        | /topic/a/b       | yes
            /topic/**/*/b        | /topic/b         | no
            /topic/**/*/b        | /topic/a/b       | yes
            /topic/**/a/*/b      | /topic/a/a/x/b   | yes
            /topic/a*            | /topic/ab        | no
            /topic/a*            | /topic/a*        | yes
            /topic/*a            | /topic/ba        | no
            /topic/***           | /topic/abc       | no
            /topic/a**/b         | /topic/a/b       | no
            /topic/*/a*          | /topic/x/a*      | yes
            /topic/*/a*          | /topic/x/ab      | no
            /topic/?             | /topic/a         | no
            /topic/[a]/*         | /topic/a/b       | no
            /topic/.*            | /topic/abc       | no
            """)
    void wildcardsStandForWholeSegments(String pattern, String destination, String fits) {
        SubscriberRecorder subscriber = subscribe(pattern);
        broker.send(message(destination, "hello"));
        assertThat(subscriber.takeTexts()).hasSize(fits.equals("yes") ? 1 : 0);
    }

    @Test
    void whatFitsInSeveralWaysIsDeliveredOnce() {
        List<SubscriberRecorder> subscribers = new ArrayList<>();
        for (String pattern :
                List.of("/topic/**/a/**", "/topic/**/**", "/topic/*/**/*", "/topic/**/*/**", "/topic/**/a")) {
            subscribers.add(subscribe(pattern));
        }
        broker.send(message("/topic/a/a/a/a", "once"));
        for (SubscriberRecorder subscriber : subscribers) {
            assertThat(subscriber.takeTexts()).as(subscriber.destination()).containsExactly("once");
        }
    }

    @Test
    void patternsAgreeWithASlowButSimpleRule() {
        long seed = Seed.ofThisRun();
        Random random = new Random(seed);
        Deque<SubscriberRecorder> subscribers = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            subscribers.add(subscribe("/topic/t/" + pattern(random)));
            if (subscribers.size() > 10) {
                broker.unsubscribe(subscribers.remove());
            }
            String destination = "/topic/t/" + segments(random, "a", "b", "");
            broker.send(message(destination, "hello"));
            for (SubscriberRecorder subscriber : subscribers) {
                boolean fits = fits(subscriber.destination(), destination);
                assertThat(subscriber.takeTexts().size())
                        .as("seed %d: %s, %s", seed, subscriber.destination(), destination)
                        .isEqualTo(fits ? 1 : 0);
            }
        }
        subscribers.forEach(broker::unsubscribe);
        assertThat(broker.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"**/a/**/a/**/a/, a/, b", "**/**/**/, a/, b", "**/*/**/*/**/*/, a/, b", "**/a/**/b/**/a/b/, a/b/, c"})
    void patternsThatFitInCountlessWaysAreSoonAnswered(String pattern, String segments, String last) {
        SubscriberRecorder never = subscribe("/topic/" + pattern + "never");
        SubscriberRecorder always = subscribe("/topic/" + pattern + last);
        String destination = "/topic/" + segments.repeat(28 / segments.split("/").length);
        assertTimeoutPreemptively(ofSeconds(10), () -> {
            for (int i = 0; i < 100; i++) {
                broker.send(message(destination + last, "hello"));
            }
        });
        never.assertNothingMore();
        assertThat(always.takeTexts()).hasSize(100);
    }

    @Test
    void manyPatternsThatFitInCountlessWaysAreSoonAnsweredTogether() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            List<String> segments = new ArrayList<>(Collections.nCopies(20, "a"));
            segments.addAll(List.of("*", "*", "*", "*", "*", "**", "**", "**"));
            Collections.shuffle(segments, random);
            subscribe("/topic/" + String.join("/", segments) + "/never");
        }
        assertTimeoutPreemptively(
                ofSeconds(10), () -> broker.send(message("/topic/" + "a/".repeat(28) + "b", "hello")));
    }

    private SubscriberRecorder subscribe(String destination) {
        SubscriberRecorder subscriber = new SubscriberRecorder(destination);
        broker.subscribe(subscriber);
        return subscriber;
    }

    private static String pattern(Random random) {
        String pattern = segments(random, "a", "b", "", "*", "**");
        return pattern.split("\\*\\*", -1).length > 4 ? pattern(random) : pattern;
    }

    private static String segments(Random random, String... choice) {
        String joined = segments(random, 1 + random.nextInt(6), choice);
        return joined.substring(0, joined.length() - 1);
    }

    private static String segments(Random random, int count, String... choice) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < count; i++) {
            joined.append(choice[random.nextInt(choice.length)]).append('/');
        }
        return joined.toString();
    }

    private static boolean fits(String pattern, String destination) {
        return fits(List.of(pattern.split("/", -1)), List.of(destination.split("/", -1)));
    }

    private static boolean fits(List<String> pattern, List<String> destination) {
        if (pattern.isEmpty()) {
            return destination.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("**") && fits(rest, destination)) {
            return true;
        }
        if (destination.isEmpty()) {
            return false;
        }
        List<String> restOfDestination = destination.subList(1, destination.size());
        return switch (pattern.get(0)) {
            case "**" -> fits(pattern, restOfDestination);
            case "*" -> fits(rest, restOfDestination);
            default -> pattern.get(0).equals(destination.get(0)) && fits(rest, restOfDestination);
        };
    }
}
