package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How texts are written as JSON. */
class JsonTextTest {
    private record Case(String text, String json) {}

    static List<Case> texts() {
        return List.of(
                new Case("", "\"\""),
                new Case("a b", "\"a b\""),
                new Case("a\"b", "\"a\\\"b\""),
                new Case("a\\b", "\"a\\\\b\""),
                new Case("a/b", "\"a/b\""),
                new Case("\n\r\t", "\"\\n\\r\\t\""),
                new Case("\0", "\"\\u0000\""),
                new Case("\u001f", "\"\\u001f\""),
                new Case("\u007f\u0085", "\"\\u007f\\u0085\""),
                new Case("\u2028\u2029", "\"\\u2028\\u2029\""),
                new Case("ä\u20ac", "\"ä\u20ac\""),
                new Case("😀", "\"😀\""),
                new Case("a\ud83d", "\"a\\ud83d\""),
                new Case("\ude00\ud83d", "\"\\ude00\\ud83d\""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsQuotedSoThatNothingElseIsReadInIt(Case each) {
        assertThat(JsonText.quote(each.text)).isEqualTo(each.json);
    }

    @Test
    void listOfTextsIsAnArray() {
        assertThat(JsonText.array(List.of())).isEqualTo("[]");
        assertThat(JsonText.array(List.of("a"))).isEqualTo("[\"a\"]");
        assertThat(JsonText.array(List.of("a", "b\"", ","))).isEqualTo("[\"a\",\"b\\\"\",\",\"]");
    }
}
