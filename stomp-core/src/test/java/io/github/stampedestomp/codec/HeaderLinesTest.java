package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.wireBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderLinesTest {
    @ParameterizedTest
    @NullSource
    @EnumSource
    void ofARepeatedHeaderTheFirstCounts(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\ncolor:red\ncolor:blue\nshape:round\n\n^@")
                        .headers())
                .isEqualTo(Headers.of("color", "red", "color", "blue", "shape", "round"))
                .extracting(headers -> headers.first("color"))
                .isEqualTo("red");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void onlyTheFirstColonSplitsNameAndValue(Version version) {
        assertThat(Decoding.by(version).header("url", "SEND\nurl:http://example.org:80/\n\n^@"))
                .isEqualTo("http://example.org:80/");
        assertThat(Decoding.by(version).header("name", "SEND\nname::\n\n^@")).isEqualTo(":");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void aValueMayBeEmpty(Version version) {
        assertThat(Decoding.by(version).header("empty", "SEND\nempty:\n\n^@")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void aNameMayNotBeEmpty(Version version) {
        Decoding.by(version).isRefused("SEND\n:value\n", "the header line ':value' has no name");
        Decoding.by(version).isRefused("SEND\n:\n", "the header line ':' has no name");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void aLineWithoutAColonIsRefused(Version version) {
        Decoding.by(version).isRefused("SEND\ndestination\n", "the header line 'destination' has no colon");
    }

    @ParameterizedTest
    @EnumSource
    void anEscapedColonSplitsNothing(Version version) {
        String line = "a\\cb";
        Decoding.by(version).isRefused("SEND\n" + line + "\n", "the header line 'a?cb' has no colon");
    }

    @ParameterizedTest
    @ValueSource(strings = {" name : value ", "name :value", "name: value", "\tname\t:\tvalue\t"})
    void paddingIsTrimmedIn1_0(String line) {
        assertThat(Decoding.by(Version.V1_0).frame("SEND\n" + line + "\n\n^@").headers())
                .isEqualTo(Headers.of("name", "value"));
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(names = "V1_0", mode = EnumSource.Mode.EXCLUDE)
    void paddingIsPartOfNamesAndValuesIn1_1And1_2(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\n name : value \n\tt:\t\n\n^@")
                        .headers())
                .isEqualTo(Headers.of(" name ", " value ", "\tt", "\t"));
    }

    @Test
    void aNameOfBlanksIsEmptyIn1_0() {
        Decoding.by(Version.V1_0).isRefused("SEND\n  :value\n", "the header line '  :value' has no name");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void namesAreCaseSensitive(Version version) {
        assertThat(Decoding.by(version).header("destination", "SEND\nDestination:/topic/a\n\n^@"))
                .isNull();
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void namesAndValuesMayHoldEveryCharacterOfUtf8(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\nßtraße🐎:日本 🐎\u0001\u007f\u0085\u2028\uffff\n\n^@")
                        .headers())
                .isEqualTo(Headers.of("ßtraße🐎", "日本 🐎\u0001\u007f\u0085\u2028\uffff"));
    }

    @ParameterizedTest
    @CsvSource({
        "80, a continuation byte alone",
        "c3, a sequence that breaks off",
        "f09f90, another one",
        "c080, NUL in two bytes",
        "e08080, NUL in three bytes",
        "eda080, a surrogate",
        "f4908080, a character past the last",
        "ff, a byte that UTF-8 never has"
    })
    void aHeaderLineMustBeUtf8(String hex, String what) {
        for (Version version : Version.values()) {
            assertThatExceptionOfType(ProtocolException.class)
                    .as("%s in STOMP %s", what, version)
                    .isThrownBy(() -> decode(version, "SEND\nname:value", hex))
                    .withMessage("command and headers must be UTF-8");
        }
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void aNulMayNotStandInTheHead(Version version) {
        String sentence = "a NUL stands before the end of the headers";
        Decoding.by(version).isRefused("^@", sentence);
        Decoding.by(version).isRefused("SEND^@", sentence);
        Decoding.by(version).isRefused("SEND\n^@", sentence);
        Decoding.by(version).isRefused("SEND\nna^@me:value\n\n^@", sentence);
        Decoding.by(version).isRefused("SEND\nname:value^@", sentence);
        Decoding.by(version).isRefused("SEND\nname:value\n^@", sentence);
    }

    private static void decode(Version version, String printed, String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(wireBytes(printed));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(wireBytes("\n"));
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, frame -> {});
        decoder.agree(version);
        decoder.decode(ByteBuffer.wrap(bytes.toByteArray()));
    }
}
