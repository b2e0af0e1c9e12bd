package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.NullSource;

class BodyTest {
    @ParameterizedTest
    @NullSource
    @EnumSource
    void aBodyOfUnknownLengthEndsWithTheFirstNul(Version version) {
        assertThat(Decoding.by(version).frame("SEND\n\nline 1\nline 2\n^@\n").text())
                .isEqualTo("line 1\nline 2\n");
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "MESSAGE", "ERROR"})
    void sendMessageAndErrorMayHaveABodyInEveryVersion(Command command) {
        for (Version version : Version.values()) {
            assertThat(Decoding.by(version).frame(command + "\n\nbody^@").text())
                    .isEqualTo("body");
            assertThat(Decoding.by(version)
                            .frame(command + "\ncontent-length:4\n\nbody^@")
                            .text())
                    .isEqualTo("body");
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SEND", "MESSAGE", "ERROR"})
    void otherFramesMustNotHaveABodyIn1_1And1_2(Command command) {
        String sentence = command + " must not have a body";
        for (Version version : new Version[] {Version.V1_1, Version.V1_2}) {
            Decoding.by(version).isRefused(command + "\n\nb", sentence);
            Decoding.by(version).isRefused(command + "\n\n\n^@", sentence);
            Decoding.by(version).isRefused(command + "\ncontent-length:4\n\n", sentence);
            Decoding.by(version).isRefused(command + "\ncontent-length:0\n\nb", sentence);
            assertThat(Decoding.by(version)
                            .frame(command + "\ncontent-length:0\n\n^@")
                            .body())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "STOMP"})
    void theFrameThatOpensASessionMustNotHaveABody(Command command) {
        Decoding.by(null).isRefused(command + "\n\nbody", command + " must not have a body");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SEND", "MESSAGE", "ERROR"})
    void otherFramesMayHaveABodyOfNoUseIn1_0(Command command) {
        assertThat(Decoding.by(Version.V1_0).frame(command + "\na:1\n\nbody^@").header("a"))
                .isEqualTo("1");
        assertThat(Decoding.by(Version.V1_0)
                        .frame(command + "\ncontent-length:3\n\na^@b^@")
                        .command())
                .isEqualTo(command);
    }

    @ParameterizedTest
    @NullSource
    @EnumSource
    void aBodyMayHoldEveryCharacterAndEveryByte(Version version) {
        assertThat(Decoding.by(version).frame("SEND\n\n🐎 ß\r\n\\t:^@").text()).isEqualTo("🐎 ß\r\n\\t:");
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        String frame = "SEND\ncontent-length:256\n\n" + new String(everyByte, ISO_8859_1) + "\0";
        FrameRecorder frames = new FrameRecorder();
        new FrameDecoder(FrameLimits.DEFAULT, frames).decode(ByteBuffer.wrap(frame.getBytes(ISO_8859_1)));
        assertThat(frames.nextFrame().body()).isEqualTo(everyByte);
        frames.assertNothingMore();
    }
}
