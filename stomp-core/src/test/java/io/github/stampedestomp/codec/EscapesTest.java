package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** STOMP 1.1 and 1.2, Value Encoding. In the tables CR and LF stand for the characters of that name. */
class EscapesTest {
    private static final String MEANINGS = """
            V1_0 | a\\nb          | a\\nb
            V1_0 | \\\\\\c\\r\\t  | \\\\\\c\\r\\t
            V1_0 | a\\            | a\\
            V1_1 | a\\nb          | aLFb
            V1_1 | \\n\\n         | LFLF
            V1_1 | \\c            | :
            V1_1 | \\\\           | \\
            V1_1 | \\\\n          | \\n
            V1_1 | \\\\\\n        | \\LF
            V1_1 | x\\cy\\\\z\\n  | x:y\\zLF
            V1_1 | 🐎\\c🐎       | 🐎:🐎
            V1_2 | a\\nb          | aLFb
            V1_2 | a\\rb          | aCRb
            V1_2 | \\r\\n         | CRLF
            V1_2 | \\\\r          | \\r
            V1_2 | \\c            | :
            V1_2 | \\\\           | \\
            V1_2 | \\\\\\\\       | \\\\
            V1_2 | x\\cy\\\\z\\n  | x:y\\zLF
            """;

    private static final String UNDEFINED = """
            V1_1 | a\\rb
            V1_1 | \\t
            V1_1 | \\N
            V1_1 | \\C
            V1_1 | \\0
            V1_1 | \\u000a
            V1_1 | a\\
            V1_1 | \\\\\\
            V1_2 | \\t
            V1_2 | \\R
            V1_2 | a\\ b
            V1_2 | \\🐎
            V1_2 | a\\
            V1_2 | \\c\\n\\\\\\
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = MEANINGS)
    void escapesInValuesHaveTheMeaningOfTheVersion(Version version, String written, String meaning) {
        assertThat(Decoding.by(version).header("name", "SEND\nname:" + written + "\n\n^@"))
                .isEqualTo(plain(meaning));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = MEANINGS)
    void escapesInNamesHaveTheMeaningOfTheVersion(Version version, String written, String meaning) {
        assertThat(Decoding.by(version)
                        .frame("MESSAGE\n" + written + ":value\n\n^@")
                        .headers())
                .isEqualTo(Headers.of(plain(meaning), "value"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = UNDEFINED)
    void undefinedEscapesInValuesAreRefused(Version version, String written) {
        Decoding.by(version).isRefused("SEND\nname:" + written + "\n", sentence(written));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = UNDEFINED)
    void undefinedEscapesInNamesAreRefused(Version version, String written) {
        Decoding.by(version).isRefused("SEND\n" + written + ":value\n", sentence(written));
    }

    @ParameterizedTest
    @CsvSource({
        ",CONNECT", "V1_0,CONNECT", "V1_1,CONNECT", "V1_2,CONNECT",
        ",STOMP", "V1_0,STOMP", "V1_1,STOMP", "V1_2,STOMP",
        ",CONNECTED", "V1_0,CONNECTED", "V1_1,CONNECTED", "V1_2,CONNECTED"
    })
    void theFramesThatOpenASessionHaveNoEscapes(Version version, String command) {
        assertThat(Decoding.by(version)
                        .frame(command + "\nna\\cme:a\\n\\r\\c\\\\b\nundefined:\\t\\\n\n^@")
                        .headers())
                .isEqualTo(Headers.of("na\\cme", "a\\n\\r\\c\\\\b", "undefined", "\\t\\"));
    }

    @ParameterizedTest
    @CsvSource({"SEND", "SUBSCRIBE", "ERROR"})
    void nothingIsEscapedBeforeAVersionIsAgreed(String command) {
        assertThat(Decoding.by(null).header("name", command + "\nname:a\\nb\\t\\\n\n^@"))
                .isEqualTo("a\\nb\\t\\");
    }

    @ParameterizedTest
    @CsvSource({"V1_1", "V1_2"})
    void aBodyHasNoEscapes(Version version) {
        assertThat(Decoding.by(version).frame("SEND\n\na\\nb\\t\\^@").text()).isEqualTo("a\\nb\\t\\");
    }

    private static String plain(String meaning) {
        return meaning.replace("CR", "\r").replace("LF", "\n");
    }

    private static String sentence(String written) {
        return "undefined escape in a header's name or value, '" + written.replace('\\', '?') + "'";
    }
}
