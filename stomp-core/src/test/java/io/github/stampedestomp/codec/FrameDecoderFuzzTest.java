package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes come. The first byte of an input chooses the version that is agreed on from the start, the second one
 * the pieces; the rest is the wire.
 */
class FrameDecoderFuzzTest {
    private static final FrameLimits LIMITS = new FrameLimits(16, 120, 6, 200, 100);
    /** Of a frame that is not complete: command, head, the line after it, line ends, body. */
    private static final int MOST_KEPT = 18 + 200 + 122 + 2 * 7 + 100;

    private static final Version[] VERSIONS = Version.values();
    private static final FrameLimits WIDE = new FrameLimits(32, 10_000, 100, 100_000, 10_000);
    /** What is written may be longer than what was read: it has escapes and a length. */
    private static final FrameLimits WIDER = new FrameLimits(32, 20_000, 102, 200_000, 10_000);

    @FuzzTest(maxDuration = "10m")
    void bytesMeanTheSameHoweverTheyArrive(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Version version = input[0] % 4 == 0 ? null : VERSIONS[Math.floorMod(input[0], 4) - 1];
        Reading whole = new Reading(version);
        whole.read(input, 2, input.length);
        Reading pieces = new Reading(version);
        Random random = new Random(input[1]);
        for (int from = 2; from < input.length; ) {
            int to = Math.min(input.length, from + 1 + random.nextInt(8));
            pieces.read(input, from, to);
            from = to;
        }
        Reading bytes = new Reading(version);
        for (int at = 2; at < input.length; at++) {
            bytes.read(input, at, at + 1);
            bytes.assertLittleIsKept(input[at]);
        }
        assertThat(pieces.outcome()).isEqualTo(whole.outcome());
        assertThat(bytes.outcome()).isEqualTo(whole.outcome());
    }

    @FuzzTest(maxDuration = "10m")
    void whatWasReadIsReadAgainWhenItIsWritten(byte[] input) {
        if (input.length < 1) {
            return;
        }
        Version version = VERSIONS[Math.floorMod(input[0], 3)];
        for (Frame frame : readable(input, version)) {
            Frame once = again(frame, version);
            assertThat(FrameContent.of(again(once, version))).isEqualTo(FrameContent.of(once));
            assertThat(once.body()).isEqualTo(frame.command().mayHaveBody() ? frame.body() : new byte[0]);
            if (version != Version.V1_0 && frame.command().escapesHeaders()) {
                assertThat(withoutLength(once)).isEqualTo(withoutLength(frame));
            }
        }
    }

    private static List<Frame> readable(byte[] input, Version version) {
        List<Frame> frames = new ArrayList<>();
        try {
            decoder(version, WIDE, frames).decode(ByteBuffer.wrap(input, 1, input.length - 1));
        } catch (ProtocolException e) {
            // what came before it counts
        }
        return frames;
    }

    private static Frame again(Frame frame, Version version) {
        List<Frame> frames = new ArrayList<>();
        decoder(version, WIDER, frames).decode(FrameEncoder.encode(frame, version));
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }

    private static FrameDecoder decoder(Version version, FrameLimits limits, List<Frame> frames) {
        FrameDecoder decoder = new FrameDecoder(limits, frames::add);
        decoder.agree(version);
        return decoder;
    }

    private static Headers withoutLength(Frame frame) {
        return frame.headers().keeping(name -> !name.equals(HeaderName.CONTENT_LENGTH));
    }

    /** What becomes of the bytes of one connection. */
    private static final class Reading {
        private final Conversation conversation = new Conversation(LIMITS);
        private @Nullable String fault;
        private int kept;
        private int framesBefore;

        Reading(@Nullable Version version) {
            if (version != null) {
                conversation.agree(version);
            }
        }

        void read(byte[] bytes, int from, int to) {
            if (fault != null) {
                return;
            }
            try {
                conversation.read(ByteBuffer.wrap(bytes, from, to - from));
            } catch (ProtocolException e) {
                fault = e.sentence();
            }
        }

        /** Of a frame that does not end, only so much may be taken. */
        void assertLittleIsKept(byte latest) {
            boolean isBetweenFrames = kept == 0 && (latest == '\n' || latest == '\r');
            kept = conversation.frames().size() > framesBefore || isBetweenFrames ? 0 : kept + 1;
            framesBefore = conversation.frames().size();
            assertThat(fault == null ? kept : 0).isLessThanOrEqualTo(MOST_KEPT);
        }

        List<Object> outcome() {
            List<Object> outcome = new ArrayList<>(conversation.frames());
            outcome.add(String.valueOf(fault));
            return outcome;
        }
    }
}
