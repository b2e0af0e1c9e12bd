package io.github.stampedestomp.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.server.api.JsonReader.Numeral;
import io.github.stampedestomp.server.http.Status;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON as RFC 8259 has it, and nothing that is merely like it. */
class JsonReaderTest {
    private static @Nullable Object read(String text) {
        return JsonReader.read(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private static void assertRefused(ByteBuffer body, String reason) {
        assertThatThrownBy(() -> JsonReader.read(body)).isInstanceOfSatisfying(ApiFault.class, fault -> {
            assertThat(fault.status()).isEqualTo(Status.BAD_REQUEST);
            assertThat(fault.sentence())
                    .startsWith("the body is not the JSON that is expected here: ")
                    .contains(reason);
        });
    }

    private static void assertRefused(String text, String reason) {
        assertRefused(ByteBuffer.wrap(text.getBytes(UTF_8)), reason);
    }

    @Test
    void eachKindOfValueIsRead() {
        assertThat(read("true")).isEqualTo(true);
        assertThat(read(" false ")).isEqualTo(false);
        assertThat(read("null")).isNull();
        assertThat(read("\"\"")).isEqualTo("");
        assertThat(read("[]")).isEqualTo(List.of());
        assertThat(read("{ }")).isEqualTo(Map.of());
        assertThat(read("[1 ,\r\n\t\"a\", null]")).isEqualTo(Arrays.asList(new Numeral("1"), "a", null));
        assertThat(read("{\"a\" : {\"\":[]}, \"b\":true}")).isEqualTo(Map.of("a", Map.of("", List.of()), "b", true));
    }

    @Test
    void theBodyItselfIsLeftAsItIs() {
        ByteBuffer body = ByteBuffer.wrap("[]".getBytes(UTF_8)).asReadOnlyBuffer();
        assertThat(JsonReader.read(body)).isEqualTo(List.of());
        assertThat(body.remaining()).isEqualTo(2);
    }

    @Test
    void eachEscapeIsRead() {
        assertThat(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\uD83D\\uDc0e\\u0000\""))
                .isEqualTo("\"\\/\b\f\n\r\tA\u00e9\ud83d\udc0e\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "10", "-1.5", "1e5", "1E+5", "0.0e-0", "123456789012345678901234567890"})
    void numbersStayAsTheyAreWritten(String number) {
        assertThat(read(number)).isEqualTo(new Numeral(number));
    }

    @Test
    void aHugeNumberCostsNoMoreThanItsDigits() {
        String digits = "9".repeat(1_000_000);
        assertThat(read(digits + "e" + digits)).isEqualTo(new Numeral(digits + "e" + digits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1",
                ".5",
                "1.",
                "-",
                "1e",
                "1e+",
                "00",
                "01",
                "-01",
                "0x1",
                "NaN",
                "Infinity",
                "-Infinity",
                "1_000",
                "\u0661",
                "1\u0660"
            })
    void whatIsMerelyLikeANumberIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ApiFault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tru",
                "True",
                "nul",
                "undefined",
                "'a'",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{a:1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{1:2}",
                "{\"a\":1 \"b\":2}",
                "[1}",
                "{\"a\":1]",
                "// x\n1",
                "[] []",
                "[]x",
                "\ufeff[]",
                "\u00a0[]",
                "\u000b[]"
            })
    void whatIsMerelyLikeJsonIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ApiFault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "[", "[1", "[1,", "{", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "\"", "\"\\", "\"\\u12"
            })
    void textThatEndsTooEarlyIsRefused(String text) {
        assertRefused(text, ", at character " + text.length());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "\\x"       | unknown escape
                    "\\'"       | unknown escape
                    "\\U0041"   | unknown escape
                    "\\u00g0"   | four hexadecimal digits
                    "\\u 041"   | four hexadecimal digits
                    "\\u+041"   | four hexadecimal digits
                    "\\u\u0660\u0660\u0664\u0661" | four hexadecimal digits
                    "\\u\uff10\uff10\uff14\uff11" | four hexadecimal digits
                    """)
    void whatIsMerelyLikeAnEscapeIsRefused(String text, String reason) {
        assertRefused(text, reason);
    }

    @Test
    void controlCharactersMustBeEscaped() {
        for (char each = 0; each < ' '; each++) {
            assertRefused("\"" + each + "\"", "a string holds a control character, at character 2");
        }
        assertThat(read("\"\u007f\u2028\"")).isEqualTo("\u007f\u2028");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"\\ud83d\"", "\"\\udc0e\"", "\"\\udc0e\\ud83d\"", "\"\\ud83dx\\udc0e\"", "{\"\\ud83d\":1}"})
    void halfACharacterIsRefused(String text) {
        assertRefused(text, "a string holds half a character");
    }

    @Test
    void aRepeatedNameIsRefused() {
        assertRefused("{\"a\":1,\"a\":1}", "a name is repeated");
        assertRefused("{\"a\":1,\"\\u0061\":2}", "a name is repeated");
        assertThat(read("[{\"a\":1},{\"a\":1}]"))
                .isEqualTo(List.of(Map.of("a", new Numeral("1")), Map.of("a", new Numeral("1"))));
    }

    @Test
    void sixteenLevelsAreReadAndNoMore() {
        assertThat(read("[".repeat(15) + "1" + "]".repeat(15))).isInstanceOf(List.class);
        assertThat(read("[" + "[[]],".repeat(100) + "{}]")).isInstanceOf(List.class);
        assertRefused("[".repeat(16) + "1" + "]".repeat(16), "nested deeper than 16 levels");
        assertRefused("[".repeat(1_000_000), "nested deeper than 16 levels");
        assertRefused("{\"a\":".repeat(1_000_000), "nested deeper than 16 levels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\u00ff\"",
                "\"\u00c3\"",
                "\"\u00c0\u0080\"",
                "\"\u00ed\u00a0\u00bd\"",
                "\u00fe\u00ff\0[\0]",
                "\"\u00f4\u0090\u0080\u0080\""
            })
    void whatIsNotUtf8IsRefused(String bytes) {
        assertRefused(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)), "it is not UTF-8");
    }
}
