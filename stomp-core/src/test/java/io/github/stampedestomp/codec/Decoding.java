package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.wire;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import org.jspecify.annotations.Nullable;

/** What a fresh decoder makes of printed bytes, by the rules of one version or, if null, before one is agreed. */
final class Decoding {
    private final @Nullable Version version;
    private final FrameLimits limits;

    private Decoding(@Nullable Version version, FrameLimits limits) {
        this.version = version;
        this.limits = limits;
    }

    static Decoding by(@Nullable Version version) {
        return new Decoding(version, FrameLimits.DEFAULT);
    }

    Decoding within(FrameLimits others) {
        return new Decoding(version, others);
    }

    /** {@return the only frame in the bytes} */
    Frame frame(String printed) {
        FrameRecorder frames = new FrameRecorder();
        decoder(frames).decode(wire(printed));
        Frame frame = frames.nextFrame();
        frames.assertNothingMore();
        return frame;
    }

    /** {@return the value of a header of the only frame in the bytes} */
    @Nullable
    String header(String name, String printed) {
        return frame(printed).header(name);
    }

    /** Fails unless the bytes are accepted, but make no frame yet. */
    void isUnfinished(String printed) {
        FrameRecorder frames = new FrameRecorder();
        decoder(frames).decode(wire(printed));
        frames.assertNothingMore();
    }

    /** Fails unless the bytes are refused with a sentence before they have made a frame. */
    void isRefused(String printed, String sentence) {
        FrameRecorder frames = new FrameRecorder();
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> decoder(frames).decode(wire(printed)))
                .withMessage(sentence);
        frames.assertNothingMore();
    }

    private FrameDecoder decoder(FrameSink sink) {
        FrameDecoder decoder = new FrameDecoder(limits, sink);
        if (version != null) {
            decoder.agree(version);
        }
        return decoder;
    }
}
