package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {
    static Object[][] texts() {
        return new Object[][] {
            {"", "\"\""},
            {"Ann", "\"Ann\""},
            {"Ann \"the\" Great", "\"Ann \\\"the\\\" Great\""},
            {"back\\slash", "\"back\\\\slash\""},
            {"a\nb\rc\td", "\"a\\nb\\rc\\td\""},
            {"\0\b\u001f\u007f", "\"\\u0000\\u0008\\u001f\\u007f\""},
            {"\u2028\u2029", "\"\\u2028\\u2029\""},
            {"Ünï ✓ 🐎 مرحبا", "\"Ünï ✓ 🐎 مرحبا\""},
            {"half \ud83d a horse", "\"half \\ud83d a horse\""},
        };
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsEscaped(String text, String json) {
        assertThat(Json.string(text)).isEqualTo(json);
    }

    @Test
    void arrayHoldsTextsInOrder() {
        assertThat(Json.array(List.of())).isEqualTo("[]");
        assertThat(Json.array(List.of("b", "a\",\"c"))).isEqualTo("[\"b\",\"a\\\",\\\"c\"]");
    }
}
