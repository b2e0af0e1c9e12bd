package io.github.stampedestomp.codec;

import io.github.stampedestomp.frame.Frame;

/** Takes the frames of one connection, in their order. */
@FunctionalInterface
public interface FrameSink {
    /** Takes the next frame. May tell the decoder which version to read from here on. */
    void receive(Frame frame);
}
