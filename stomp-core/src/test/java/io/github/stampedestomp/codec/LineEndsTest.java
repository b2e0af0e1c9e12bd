package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.wire;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

class LineEndsTest {
    private static final String LONE_CARRIAGE_RETURN = "a carriage return in a header must be followed by a line feed";

    @ParameterizedTest
    @NullSource
    @EnumSource(names = "V1_2")
    void aLineMayEndWithCarriageReturnAndLineFeedIn1_2AndBeforeAVersionIsAgreed(Version version) {
        assertThat(Decoding.by(version)
                        .frame("SEND\r\nname:value\r\nempty:\r\n\r\nbody\r\n^@")
                        .headers())
                .isEqualTo(Headers.of("name", "value", "empty", ""));
        assertThat(Decoding.by(version).frame("SEND\r\n\r\nbody\r\n^@").text()).isEqualTo("body\r\n");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(names = "V1_2")
    void linesOfOneFrameMayEndInEitherWay(Version version) {
        assertThat(Decoding.by(version).frame("SEND\r\na:1\nb:2\r\n\n^@").headers())
                .isEqualTo(Headers.of("a", "1", "b", "2"));
    }

    @Test
    void aCarriageReturnIsPartOfAValueIn1_1() {
        assertThat(Decoding.by(Version.V1_1).frame("SEND\na:1\r\n\rb:\r2\n\n^@").headers())
                .isEqualTo(Headers.of("a", "1\r", "\rb", "\r2"));
    }

    @Test
    void aCarriageReturnBehindAValueIsPaddingIn1_0() {
        assertThat(Decoding.by(Version.V1_0).header("a", "SEND\na:1\r\n\n^@")).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(names = "V1_2", mode = EnumSource.Mode.EXCLUDE)
    void aCarriageReturnIsNoPartOfACommandOrAnEmptyLineBefore1_2(Version version) {
        Decoding.by(version).isRefused("SEND\r\n", "unknown command 'SEND?'");
        Decoding.by(version).isRefused("SEND\n\r\n", "the header line '?' has no colon");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            within a value                  | SEND LF a:1 CR 2 LF
            within a name                   | SEND LF a CR b:1 LF
            twice behind a value            | SEND LF a:1 CR CR LF
            twice on an otherwise empty line | SEND LF CR CR LF
            between frames                  | CR S
            twice between frames            | CR CR LF
            """)
    void aLoneCarriageReturnIsRefusedIn1_2(String where, String line) {
        String printed = line.replace(" ", "").replace("CR", "\r").replace("LF", "\n");
        Decoding.by(Version.V1_2).isRefused(printed, LONE_CARRIAGE_RETURN);
    }

    @Test
    void aLoneCarriageReturnBetweenFramesIsRefusedBeforeAVersionIsAgreed() {
        Decoding.by(null).isRefused("\r\rCONNECT", LONE_CARRIAGE_RETURN);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void lineFeedsBetweenFramesAreHeartBeats(Version version) {
        FrameRecorder frames = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, frames);
        if (version != null) {
            decoder.agree(version);
        }
        decoder.decode(wire("\n"));
        decoder.decode(wire("\n\n\nSEND\n\none^@\n\n"));
        decoder.decode(wire("\nSEND\n\ntwo^@\n"));
        assertThat(frames.nextFrame().text()).isEqualTo("one");
        assertThat(frames.nextFrame().text()).isEqualTo("two");
        frames.assertNothingMore();
    }

    @ParameterizedTest
    @NullSource
    @EnumSource(names = "V1_2")
    void carriageReturnAndLineFeedIsAHeartBeatIn1_2AndBeforeAVersionIsAgreed(Version version) {
        assertThat(Decoding.by(version)
                        .frame("\r\n\n\r\nSEND\n\none^@\r\n\n\r\n")
                        .text())
                .isEqualTo("one");
    }

    @ParameterizedTest
    @EnumSource(names = "V1_2", mode = EnumSource.Mode.EXCLUDE)
    void carriageReturnAndLineFeedIsNoHeartBeatBefore1_2(Version version) {
        Decoding.by(version).isRefused("\r\n", "unknown command '?'");
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void aLineFeedThatArrivesAloneWithinABodyIsNoHeartBeat(Version version) {
        FrameRecorder frames = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, frames);
        if (version != null) {
            decoder.agree(version);
        }
        for (String piece : new String[] {"SEND\n", "\n", "\n", "\n", "^@"}) {
            decoder.decode(wire(piece));
        }
        assertThat(frames.nextFrame().text()).isEqualTo("\n\n");
        frames.assertNothingMore();
    }
}
