package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.printed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FrameEncoderTest {
    @ParameterizedTest
    @EnumSource
    void aFrameIsPrintedAsTheSpecificationPrintsIt(Version version) {
        Headers headers = Headers.of("subscription", "0", "destination", "/topic/a", "empty", "");
        assertThat(encoded(Frame.of(Command.MESSAGE, headers, "hello".getBytes(UTF_8)), version))
                .isEqualTo("""
                        MESSAGE
                        subscription:0
                        destination:/topic/a
                        empty:
                        content-length:5

                        hello^@""");
    }

    @ParameterizedTest
    @EnumSource
    void repeatedHeadersStayInTheirOrder(Version version) {
        assertThat(encoded(Frame.of(Command.RECEIPT, Headers.of("a", "2", "b", "3", "a", "1")), version))
                .isEqualTo("""
                        RECEIPT
                        a:2
                        b:3
                        a:1

                        ^@""");
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "MESSAGE", "ERROR"})
    void whatMayHaveABodyTellsItsLengthInBytes(Command command) {
        assertThat(encoded(Frame.of(command, Headers.of(), "🐎\0ß".getBytes(UTF_8)), Version.V1_2))
                .isEqualTo(command + "\ncontent-length:7\n\n🐎^@ß^@");
        assertThat(encoded(Frame.of(command, Headers.of()), Version.V1_2))
                .isEqualTo(command + "\ncontent-length:0\n\n^@");
    }

    /** Clients of 1.0 may send one; without a length, a NUL in it would begin another frame. */
    @ParameterizedTest
    @EnumSource
    void aBodyOfNoUseIsLeftOut(Version version) {
        Frame frame = Frame.of(Command.ACK, Headers.of("message-id", "1"), "\0SEND\n\n".getBytes(UTF_8));
        assertThat(encoded(frame, version)).isEqualTo("ACK\nmessage-id:1\n\n^@");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongLengthIsNotPassedOn(Version version) {
        Headers headers = Headers.of("content-length", "2", "a", "1", "content-length", "200");
        assertThat(encoded(Frame.of(Command.SEND, headers, "body".getBytes(UTF_8)), version))
                .isEqualTo("SEND\na:1\ncontent-length:4\n\nbody^@");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SEND", "MESSAGE", "ERROR"})
    void whatHasNoBodyTellsNoLength(Command command) {
        for (Version version : Version.values()) {
            assertThat(encoded(Frame.of(command, Headers.of()), version)).isEqualTo(command + "\n\n^@");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V1_0 | aLFb   | a b
            V1_0 | aCRLFb | a  b
            V1_0 | a^@b   | a b
            V1_0 | a:b\\c | a:b\\c
            V1_1 | aLFb   | a\\nb
            V1_1 | aCRb   | aCRb
            V1_1 | a^@b   | a b
            V1_1 | a:b\\c | a\\cb\\\\c
            V1_2 | aLFb   | a\\nb
            V1_2 | aCRb   | a\\rb
            V1_2 | a^@b   | a b
            V1_2 | a:b\\c | a\\cb\\\\c
            V1_2 | 🐎 日本 | 🐎 日本
            """)
    void aValueIsEscapedAsTheVersionHasIt(Version version, String value, String written) {
        Frame receipt = Frame.of(Command.RECEIPT, Headers.of("receipt-id", plain(value)));
        assertThat(encoded(receipt, version)).isEqualTo("RECEIPT\nreceipt-id:" + plain(written) + "\n\n^@");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            V1_1 | aLFb   | a\\nb
            V1_1 | aCRb   | aCRb
            V1_1 | a:b\\c | a\\cb\\\\c
            V1_2 | aLFb   | a\\nb
            V1_2 | aCRb   | a\\rb
            V1_2 | a:b\\c | a\\cb\\\\c
            V1_0 | a\\c🐎 | a\\c🐎
            """)
    void aNameIsEscapedAsTheVersionHasIt(Version version, String name, String written) {
        Frame receipt = Frame.of(Command.RECEIPT, Headers.of(plain(name), "value"));
        assertThat(encoded(receipt, version)).isEqualTo("RECEIPT\n" + plain(written) + ":value\n\n^@");
    }

    @ParameterizedTest
    @CsvSource({"a:b", "aLFb", "aCRb", "a^@b"})
    void aNameThatCannotBeWrittenWithoutEscapesIsLeftOut(String name) {
        Headers headers = Headers.of("before", "1", plain(name), "2", "behind", "3");
        assertThat(encoded(Frame.of(Command.RECEIPT, headers), Version.V1_0))
                .isEqualTo("RECEIPT\nbefore:1\nbehind:3\n\n^@");
        assertThat(encoded(Frame.of(Command.CONNECTED, headers), Version.V1_2))
                .isEqualTo("CONNECTED\nbefore:1\nbehind:3\n\n^@");
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "STOMP", "CONNECTED"})
    void theFramesThatOpenASessionHaveNoEscapes(Command command) {
        Frame frame = Frame.of(command, Headers.of("session", "a:b\\c\r\nd"));
        for (Version version : Version.values()) {
            assertThat(encoded(frame, version)).isEqualTo(command + "\nsession:a:b\\c  d\n\n^@");
        }
    }

    private static String encoded(Frame frame, Version version) {
        return printed(FrameEncoder.encode(frame, version));
    }

    private static String plain(String text) {
        return text.replace("CR", "\r").replace("LF", "\n").replace("^@", "\0");
    }
}
