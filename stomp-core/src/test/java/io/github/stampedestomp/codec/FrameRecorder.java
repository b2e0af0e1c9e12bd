package io.github.stampedestomp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Frame;
import java.util.ArrayDeque;
import java.util.Queue;

/** Takes frames and hands them out one after the other. */
public final class FrameRecorder implements FrameSink {
    private final Queue<Frame> frames = new ArrayDeque<>();

    @Override
    public void receive(Frame frame) {
        frames.add(frame);
    }

    /** {@return the frame that came next} */
    public Frame nextFrame() {
        assertThat(frames).as("frames that have come").isNotEmpty();
        return frames.remove();
    }

    /** Fails if a frame has come that nobody has asked for. */
    public void assertNothingMore() {
        assertThat(frames).as("frames that nobody expected").isEmpty();
    }
}
