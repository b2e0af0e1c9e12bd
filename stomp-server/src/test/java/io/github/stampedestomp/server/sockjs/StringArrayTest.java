package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringArrayTest {
    @Test
    void anArrayMayHoldAnyNumberOfStrings() throws BrokenJson {
        assertThat(StringArray.parse("[]")).isEmpty();
        assertThat(StringArray.parse("[\"\"]")).containsExactly("");
        assertThat(StringArray.parse("[\"a\",\"b\",\"\",\"a\"]")).containsExactly("a", "b", "", "a");
    }

    @Test
    void blanksMayStandBetweenTokensAndCountInStrings() throws BrokenJson {
        assertThat(StringArray.parse(" \t\r\n[ \t\"a b \" ,\r\n\"\" \t]\r\n ")).containsExactly("a b ", "");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\\\", 22",
                "\\\\, 5c",
                "\\/, 2f",
                "\\b, 08",
                "\\f, 0c",
                "\\n, 0a",
                "\\r, 0d",
                "\\t, 09",
                "\\u0000, 00",
                "\\u001f, 1f",
                "\\u0041, 41",
                "\\u00e9, c3a9",
                "\\u00E9, c3a9",
                "\\u2028, e280a8",
                "\\uFFFF, efbfbf",
                "\\ud83d\\udc0e, f09f908e",
                "\\uD83D\\uDC0E, f09f908e",
                "/, 2f",
                "\u007f, 7f",
                "\u00e9, c3a9",
                "\u2028, e280a8",
                "\ud83d\udc0e, f09f908e"
            })
    void everyEscapeIsRead(String json, String utf8) throws BrokenJson {
        String text = new String(HexFormat.of().parseHex(utf8), UTF_8);
        assertThat(StringArray.parse("[\"" + json + "\"]")).containsExactly(text);
        assertThat(StringArray.parse("[\"<" + json + json + ">\"]")).containsExactly("<" + text + text + ">");
    }

    @Test
    void aLoneSurrogateIsKept() throws BrokenJson {
        assertThat(StringArray.parse("[\"\\ud800\",\"\\udfffx\",\"\\udc0e\\ud83d\"]"))
                .containsExactly("\ud800", "\udfffx", "\udc0e\ud83d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "[]]",
                "[[]]",
                "[,]",
                "[\"a\",]",
                "[,\"a\"]",
                "[\"a\" \"b\"]",
                "[\"a\",,\"b\"]",
                "[\"a",
                "[\"a\"",
                "[\"a\",",
                "[\"a\",\"",
                "\"a\"",
                "a",
                "['a']",
                "[a]",
                "[1]",
                "[true]",
                "[null]",
                "[{}]",
                "{}",
                "{\"a\":\"b\"}",
                "[\"\\\"]",
                "[\"\\",
                "[\"\\x\"]",
                "[\"\\U0041\"]",
                "[\"\\'\"]",
                "[\"\\u\"]",
                "[\"\\u004\"]",
                "[\"\\u00g1\"]",
                "[\"\\u-041\"]",
                "[\"\\u 041\"]",
                "[\"\\u\uff10\uff10\uff14\uff11\"]",
                "[\"\n\"]",
                "[\"\t\"]",
                "[\"\u0000\"]",
                "[\"\u001f\"]",
                "[]\u0000",
                "\u0000",
                "\ufeff[]",
                "[]x",
                "[] []",
                "\u00a0[]",
                "// []",
                "[]\f",
                "NaN"
            })
    void whatIsNoArrayOfStringsIsBroken(String json) {
        assertThatThrownBy(() -> StringArray.parse(json))
                .isInstanceOf(BrokenJson.class)
                .hasMessage("Broken JSON encoding.");
    }

    @Test
    void whateverIsCutOffIsBroken() {
        String json = "[ \"a\\n\\u00e9\\\\\" , \"\" ]";
        for (int end = 0; end < json.length(); end++) {
            String piece = json.substring(0, end);
            assertThatThrownBy(() -> StringArray.parse(piece)).as(piece).isInstanceOf(BrokenJson.class);
        }
    }

    @Test
    void overWebSocketAStringAloneWillDo() throws BrokenJson {
        assertThat(StringArray.parseArrayOrString(" \"a\\n\" ")).containsExactly("a\n");
        assertThat(StringArray.parseArrayOrString("\"\"")).containsExactly("");
        assertThat(StringArray.parseArrayOrString("[\"a\",\"b\"]")).containsExactly("a", "b");
        for (String json : List.of("a", "\"a", "\"a\"\"b\"", "\"a\",\"b\"", "1", "", "\"a\"]")) {
            assertThatThrownBy(() -> StringArray.parseArrayOrString(json))
                    .as(json)
                    .isInstanceOf(BrokenJson.class);
        }
    }

    @Test
    void aLongArrayIsReadWithoutRecursion() throws BrokenJson {
        assertThat(StringArray.parse("[" + "\"a\",".repeat(100_000) + "\"\"]")).hasSize(100_001);
        String nested = "[".repeat(100_000);
        assertThatThrownBy(() -> StringArray.parse(nested)).isInstanceOf(BrokenJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c080", "eda080", "f8888080", "5b22c322 5d", "e28228"})
    void bytesThatAreNotUtf8AreBroken(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatThrownBy(() -> StringArray.decode(ByteBuffer.wrap(bytes))).isInstanceOf(BrokenJson.class);
    }
}
