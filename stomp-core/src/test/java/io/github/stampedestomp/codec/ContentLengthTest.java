package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentLengthTest {
    @ParameterizedTest
    @NullSource
    @EnumSource
    void aBodyOfKnownLengthMayHoldNul(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\ncontent-length:5\n\na^@b^@c^@")
                        .text())
                .isEqualTo("a\0b\0c");
        assertThat(Decoding.by(version)
                        .frame("SEND\ncontent-length:2\n\n^@^@^@")
                        .text())
                .isEqualTo("\0\0");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void bytesAreCountedNotCharacters(Version version) {
        assertThat(Decoding.by(version).frame("SEND\ncontent-length:6\n\n🐎ß^@").text())
                .isEqualTo("🐎ß");
        Decoding.by(version).isRefused("SEND\ncontent-length:3\n\n🐎ß^@", notEnded(3));
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void zeroMeansNoBody(Version version) {
        assertThat(Decoding.by(version).frame("SEND\ncontent-length:0\n\n^@").body())
                .isEmpty();
        Decoding.by(version).isRefused("SEND\ncontent-length:0\n\nb", notEnded(0));
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void aNulMustFollowTheBytesThatWereCounted(Version version) {
        Decoding.by(version).isRefused("SEND\ncontent-length:3\n\nbody^@", notEnded(3));
        Decoding.by(version).isRefused("SEND\ncontent-length:3\n\nbod\n^@", notEnded(3));
        Decoding.by(version).isUnfinished("SEND\ncontent-length:5\n\nbody^@");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void leadingZerosCountNothing(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\ncontent-length:0004\n\nbody^@")
                        .text())
                .isEqualTo("body");
        assertThat(Decoding.by(version).frame("SEND\ncontent-length:000\n\n^@").body())
                .isEmpty();
        assertThat(Decoding.by(version)
                        .frame("SEND\ncontent-length:" + "0".repeat(5000) + "4\n\nbody^@")
                        .text())
                .isEqualTo("body");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void theFirstOfSeveralCounts(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\ncontent-length:4\ncontent-length:2\ncontent-length:none\n\nbody^@")
                        .text())
                .isEqualTo("body");
        Decoding.by(version).isRefused("SEND\ncontent-length:2\ncontent-length:4\n\nbody^@", notEnded(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""        | the empty value
            -1        | a negative number
            -0        | a negative zero
            +4        | a sign
            4.0       | a fraction
            4e0       | an exponent
            0x4       | a hexadecimal number
            4 4       | two numbers
            4,4       | a list
            four      | a word
            ٤         | a digit of another script
            ４        | a wide digit
            """)
    void whatIsNoNumberIsRefusedWithTheHeaderLine(String value, String what) {
        String sentence = "the header 'content-length' must be a number of bytes, not '" + value + "'";
        Decoding.by(null).isRefused("SEND\ncontent-length:" + value + "\n", sentence);
        for (Version version : Version.values()) {
            Decoding.by(version).isRefused("SEND\ncontent-length:" + value + "\n", sentence);
            Decoding.by(version).isRefused("SUBSCRIBE\ncontent-length:" + value + "\n", sentence);
        }
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(names = "V1_0")
    void paddingIsTrimmedIn1_0AndBeforeAVersionIsAgreed(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\ncontent-length: 3 \n\na^@b^@")
                        .text())
                .isEqualTo("a\0b");
        Decoding.by(version)
                .isRefused("SEND\ncontent-length: \n", "the header 'content-length' must be a number of bytes, not ''");
    }

    @ParameterizedTest
    @EnumSource(names = "V1_0", mode = Mode.EXCLUDE)
    void paddingIsRefusedIn1_1And1_2(Version version) {
        Decoding.by(version)
                .isRefused(
                        "SEND\ncontent-length: 3\n", "the header 'content-length' must be a number of bytes, not ' 3'");
    }

    @Test
    void aNameThatIsPaddedIsAnotherHeaderFrom1_1On() {
        assertThat(Decoding.by(Version.V1_1)
                        .frame("SEND\ncontent-length :9\n\nbody^@")
                        .text())
                .isEqualTo("body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "65537",
                "99999999",
                "2147483647",
                "2147483648",
                "4294967300",
                "9223372036854775807",
                "18446744073709551620",
                "0000000000000000000065537"
            })
    void moreThanTheLimitIsRefusedWithTheHeaderLine(String value) {
        String sentence = "the body is longer than the 65536 bytes allowed (limit bodyBytes)";
        Decoding.by(null).isRefused("SEND\ncontent-length:" + value + "\n", sentence);
        for (Version version : Version.values()) {
            Decoding.by(version).isRefused("SEND\ncontent-length:" + value + "\n", sentence);
        }
    }

    @Test
    void manyDigitsAreRefusedToo() {
        Decoding.by(Version.V1_2)
                .isRefused(
                        "SEND\ncontent-length:" + "9".repeat(8000) + "\n",
                        "the body is longer than the 65536 bytes allowed (limit bodyBytes)");
    }

    private static String notEnded(int contentLength) {
        return "no NUL follows the " + contentLength
                + " bytes of the body that 'content-length' announces; it counts bytes, not characters";
    }
}
