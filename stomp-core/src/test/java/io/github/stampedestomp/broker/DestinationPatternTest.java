package io.github.stampedestomp.broker;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which destinations an application's pattern fits, and how it compares with those of subscribers. */
class DestinationPatternTest {
    // ---- what fits ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # pattern            | destination      | fits
            /app/a               | /app/a           | yes
            /app/a               | /app/A           | no
            /app/a               | /app/a/          | no
            /app/a               | /app             | no
            /app/a               | app/a            | no
            /app/a               | x/app/a          | no
            /app/*               | /app/a           | yes
            /app/*               | /app/            | yes
            /app/*               | /app             | no
            /app/*               | /app/a/b         | no
            /app/{x}             | /app/a           | yes
            /app/{x}             | /app/a/b         | no
            /app/{x}/b           | /app//b          | yes
            /app/**              | /app             | yes
            /app/**              | /app/            | yes
            /app/**              | /app/a/b/c       | yes
            /app/**              | /apple           | no
            /app/**/z            | /app/z           | yes
            /app/**/z            | /app/a/z/b/z     | yes
            /app/**/z            | /app/a/z/b       | no
            /app/**/{x}/z        | /app/z           | no
            /app/**/{x}/z        | /app/a/b/z       | yes
            /app/**/a/**/b       | /app/a/b         | yes
            /app/**/a/**/b       | /app/b/a         | no
            /**                  | /                | yes
            /**                  | /app/a           | yes
            /**                  | app              | no
            **                   | /app/a           | yes
            **                   | app              | yes
            /                    | /                | yes
            /                    | //               | no
            /app/a.b             | /app/axb         | no
            """)
    void wildcardsStandForWholeSegments(String pattern, String destination, String fits) {
        DestinationPattern made = DestinationPattern.of(pattern);
        assertThat(made.matches(destination)).isEqualTo(fits.equals("yes"));
        assertThat(made.match(destination).isPresent()).isEqualTo(fits.equals("yes"));
    }

    @Test
    void asterisksInADestinationMeanThemselves() {
        assertThat(DestinationPattern.of("/app/{x}").match("/app/*")).contains(Map.of("x", "*"));
        assertThat(DestinationPattern.of("/app/a").matches("/app/*")).isFalse();
    }

    @Test
    void emptyDestinationFitsOnlyWhatFitsEverything() {
        assertThat(DestinationPattern.of("**").matches("")).isTrue();
        assertThat(DestinationPattern.of("/**").matches("")).isTrue();
        assertThat(DestinationPattern.of("/").matches("")).isFalse();
    }

    // ---- variables ----

    @Test
    void variablesStandForTheirSegments() {
        DestinationPattern pattern = DestinationPattern.of("/app/room/{room}/seat/{seat}");
        assertThat(pattern.match("/app/room/1/seat/b")).contains(Map.of("room", "1", "seat", "b"));
        assertThat(pattern.match("/app/room/1/chair/b")).isEqualTo(Optional.empty());
    }

    @Test
    void variablesMayBeEmpty() {
        assertThat(DestinationPattern.of("/app/{x}/b").match("/app//b")).contains(Map.of("x", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "/app/**/{x}, /app/a/b/c, c",
        "/app/{x}/**, /app/a/b/c, a",
        "/app/**/{x}/end, /app/a/b/end, b",
        "/app/**/{x}/a/**, /app/b/a/c/a/d, b",
        "/app/**/a/{x}/**, /app/a/a/a/b, a",
        "/app/**/a/{x}, /app/a/a/a/b, b",
    })
    void besideAnyNumberOfSegmentsVariablesStandAsFarInFrontAsTheyCan(
            String pattern, String destination, String value) {
        for (int i = 0; i < 3; i++) {
            assertThat(DestinationPattern.of(pattern).match(destination)).contains(Map.of("x", value));
        }
    }

    @Test
    void patternKnowsWhetherItHasVariables() {
        assertThat(DestinationPattern.of("/app/{x}").hasVariables()).isTrue();
        assertThat(DestinationPattern.of("/app/*/**").hasVariables()).isFalse();
    }

    // ---- malformed ----

    @ParameterizedTest
    @ValueSource(strings = {"", "app", "app/a", "*", "{x}", "***", "** ", "**/a"})
    void patternBeginsWithASlashOrFitsEverything(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DestinationPattern.of(text))
                .withMessage("a pattern must begin with '/', or be '**': '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a*", "*a", "***", "a**", "{}", "{ }", "{x", "x}", "{", "}", "}{", "a{x}", "{x}a", "{x}{y}", "{{x}}",
                "{*}", "{a*}", "{**}"
            })
    void segmentIsATextOrAWildcardOrAVariable(String segment) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DestinationPattern.of("/app/" + segment + "/b"))
                .withMessage("the pattern '/app/" + segment + "/b' has the malformed segment '" + segment + "'");
    }

    @Test
    void variableIsNamedOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DestinationPattern.of("/app/{x}/{y}/{x}"))
                .withMessageContaining("the malformed segment '{x}'");
    }

    @Test
    void patternIsPrintedAsItWasGiven() {
        assertThat(DestinationPattern.of("/app/{x}/**")).hasToString("/app/{x}/**");
    }

    @ParameterizedTest
    @CsvSource({"/app/x, true", "/app/**, true", "/**, false", "**, false", "/*/x, false", "/application, false"})
    void wildcardsDoNotStandForAPrefix(String pattern, boolean isBelow) {
        assertThat(DestinationPattern.of(pattern).isBelow("/app/")).isEqualTo(isBelow);
    }

    @ParameterizedTest
    @CsvSource({"/topic/*, true", "/topic/**/a, true", "/topic/a*, false", "/topic/***, false", "/topic/{x}, false"})
    void subscribersWildcardsAreWholeSegments(String destination, boolean hasWildcard) {
        assertThat(DestinationPattern.hasWildcard(destination)).isEqualTo(hasWildcard);
    }

    // ---- compared with the patterns of subscribers ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # pattern     | subscribed    | covers | overlaps
            /topic/a      | /topic/a      | yes    | yes
            /topic/a      | /topic/*      | no     | yes
            /topic/a      | /topic/b/*    | no     | no
            /topic/*      | /topic/*      | yes    | yes
            /topic/{x}    | /topic/*      | yes    | yes
            /topic/*      | /topic/**     | no     | yes
            /topic/**     | /topic/*/a    | yes    | yes
            /topic/**     | /topic/**     | yes    | yes
            /topic/a/**   | /topic/*      | no     | yes
            /topic/a/**   | /topic/b/**   | no     | no
            /topic/*/b    | /topic/a/*    | no     | yes
            /topic/**/b   | /topic/a/**   | no     | yes
            /topic/**/b   | /topic/**/c   | no     | no
            /**           | /topic/**     | yes    | yes
            **            | /topic/*      | yes    | yes
            """)
    void patternsOfSubscribersAreCoveredOrOverlap(String pattern, String subscribed, String covers, String overlaps) {
        DestinationPattern made = DestinationPattern.of(pattern);
        assertThat(made.covers(subscribed)).as("covers").isEqualTo(covers.equals("yes"));
        assertThat(made.overlaps(subscribed)).as("overlaps").isEqualTo(overlaps.equals("yes"));
    }

    // ---- time ----

    @Test
    void patternsThatFitInCountlessWaysAreSoonAnswered() {
        String destination = "/a".repeat(2000);
        assertTimeoutPreemptively(ofSeconds(20), () -> {
            for (String part : List.of("/**/a", "/**/*", "/**/**/a", "/**/a/*")) {
                DestinationPattern never = DestinationPattern.of(part.repeat(200) + "/never");
                assertThat(never.matches(destination)).isFalse();
                assertThat(never.covers(destination)).isFalse();
                assertThat(never.overlaps(destination)).isFalse();
                assertThat(never.overlaps(part.repeat(200) + "/ever")).isFalse();
                assertThat(DestinationPattern.of(part.repeat(200)).matches(destination))
                        .isTrue();
            }
        });
    }
}
