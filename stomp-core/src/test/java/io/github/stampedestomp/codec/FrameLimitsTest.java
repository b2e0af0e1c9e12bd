package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stampedestomp.frame.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

/** What exceeds a limit is refused as soon as it shows; what just reaches it is not. */
class FrameLimitsTest {
    private static final FrameLimits LIMITS = new FrameLimits(7, 10, 3, 24, 5);
    private static final String COMMAND_TOO_LONG =
            "the command is longer than the 7 bytes allowed (limit commandBytes)";
    private static final String LINE_TOO_LONG =
            "a header line is longer than the 10 bytes allowed (limit headerLineBytes)";
    private static final String TOO_MANY_HEADERS = "the frame has more than the 3 headers allowed (limit headers)";
    private static final String HEADERS_TOO_LONG = "the headers are longer than the 24 bytes allowed (limit headBytes)";
    private static final String BODY_TOO_LONG = "the body is longer than the 5 bytes allowed (limit bodyBytes)";

    @ParameterizedTest
    @NullSource
    @EnumSource
    void command(Version version) {
        Decoding decoding = Decoding.by(version).within(LIMITS);
        decoding.isUnfinished("CONNECT\n");
        decoding.isRefused("ABORTED\n", "unknown command 'ABORTED'");
        decoding.isRefused("SUBSCRIBE", COMMAND_TOO_LONG);
        decoding.isUnfinished("12345678");
        decoding.isRefused("12345678\n", COMMAND_TOO_LONG);
        decoding.isRefused("123456789", COMMAND_TOO_LONG);
    }

    @Test
    void theEndOfALineDoesNotCount() {
        Decoding decoding = Decoding.by(Version.V1_2).within(LIMITS);
        decoding.isUnfinished("CONNECT\r\n1:34567890\r\n1:34567890\r\n");
        decoding.isRefused("12345678\r\n", COMMAND_TOO_LONG);
        decoding.isRefused("SEND\n1:345678901\r\n", LINE_TOO_LONG);
    }

    @Test
    void aKnownCommandMayBeTooLongToo() {
        FrameLimits four = new FrameLimits(4, 10, 3, 24, 5);
        Decoding.by(Version.V1_2).within(four).isUnfinished("SEND\n");
        Decoding.by(Version.V1_2).within(four).isUnfinished("SEND\r\n");
        Decoding.by(Version.V1_2)
                .within(four)
                .isRefused("ABORT\n", "the command is longer than the 4 bytes allowed (limit commandBytes)");
    }

    @Test
    void aCommandMayBeLongerThanAHeaderLine() {
        FrameLimits shortLines = new FrameLimits(32, 3, 3, 24, 5);
        Decoding.by(Version.V1_2).within(shortLines).isUnfinished("SUBSCRIBE\na:1\n");
        Decoding.by(Version.V1_2)
                .within(shortLines)
                .isRefused(
                        "SUBSCRIBE\na:12\n",
                        "a header line is longer than the 3 bytes allowed (limit headerLineBytes)");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void headerLine(Version version) {
        Decoding decoding = Decoding.by(version).within(LIMITS);
        decoding.isUnfinished("SEND\n1:34567890\n");
        decoding.isUnfinished("SEND\n1:345678901");
        decoding.isRefused("SEND\n1:345678901\n", LINE_TOO_LONG);
        decoding.isRefused("SEND\n1:3456789012", LINE_TOO_LONG);
        decoding.isRefused("SEND\n123456789012", LINE_TOO_LONG);
        decoding.isUnfinished("SEND\n1:3456🐎\n");
        decoding.isRefused("SEND\n1:34567🐎\n", LINE_TOO_LONG);
    }

    @Test
    void aCarriageReturnThatIsPartOfAValueCounts() {
        Decoding decoding = Decoding.by(Version.V1_1).within(LIMITS);
        decoding.isUnfinished("SEND\n1:3456789\r\n");
        decoding.isRefused("SEND\n1:34567890\r\n", LINE_TOO_LONG);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void headers(Version version) {
        Decoding decoding = Decoding.by(version).within(LIMITS);
        assertThat(decoding.frame("SEND\na:1\na:2\na:3\n\n^@").headers().size()).isEqualTo(3);
        decoding.isRefused("SEND\na:1\na:2\na:3\na:4\n", TOO_MANY_HEADERS);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void head(Version version) {
        Decoding decoding = Decoding.by(version).within(LIMITS);
        decoding.isUnfinished("SEND\n1:34567890\n1:34567890\n1:34\n\n");
        decoding.isRefused("SEND\n1:34567890\n1:34567890\n1:345\n", HEADERS_TOO_LONG);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void bodyOfUnknownLength(Version version) {
        Decoding decoding = Decoding.by(version).within(LIMITS);
        assertThat(decoding.frame("SEND\n\n12345^@").text()).isEqualTo("12345");
        decoding.isRefused("SEND\n\n123456", BODY_TOO_LONG);
        decoding.isRefused("SEND\n\n123456^@", BODY_TOO_LONG);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void bodyOfKnownLength(Version version) {
        Decoding decoding = Decoding.by(version).within(new FrameLimits(7, 20, 3, 24, 5));
        assertThat(decoding.frame("SEND\ncontent-length:5\n\n12345^@").text()).isEqualTo("12345");
        decoding.isRefused("SEND\ncontent-length:6\n", BODY_TOO_LONG);
    }

    @Test
    void bodyOfNoUse() {
        Decoding.by(Version.V1_0).within(LIMITS).isRefused("BEGIN\n\n123456", BODY_TOO_LONG);
    }

    @Test
    void everyFrameStartsAfresh() {
        String frame = "SEND\n1:34567890\n1:34567890\n1:34\n\n12345^@";
        FrameRecorder frames = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(LIMITS, frames);
        for (int i = 0; i < 3; i++) {
            decoder.decode(Wire.wire(frame));
            assertThat(frames.nextFrame().text()).isEqualTo("12345");
        }
        frames.assertNothingMore();
    }

    @Test
    void theDefaultsAreThoseOfTheirDescription() {
        assertThat(FrameLimits.DEFAULT).isEqualTo(new FrameLimits(32, 8192, 64, 16384, 65536));
        assertThat(FrameLimits.DEFAULT.withBodyBytes(7)).isEqualTo(new FrameLimits(32, 8192, 64, 16384, 7));
    }

    @Test
    void aLimitThatIsNotPositiveIsOurCallersFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameLimits(0, 1, 1, 1, 1))
                .withMessage("commandBytes must be from 1 to 999999999, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameLimits(1, -1, 1, 1, 1))
                .withMessage("headerLineBytes must be from 1 to 999999999, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameLimits(1, 1, 0, 1, 1))
                .withMessage("headers must be from 1 to 999999999, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameLimits(1, 1, 1, 0, 1))
                .withMessage("headBytes must be from 1 to 999999999, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameLimits.DEFAULT.withBodyBytes(0))
                .withMessage("bodyBytes must be from 1 to 999999999, not 0");
    }
}
