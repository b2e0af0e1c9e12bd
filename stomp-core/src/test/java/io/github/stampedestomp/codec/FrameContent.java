package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;

/** All that makes a frame, to be compared; the body has a character for each byte. */
record FrameContent(Command command, Headers headers, String body) {
    static FrameContent of(Frame frame) {
        return new FrameContent(frame.command(), frame.headers(), new String(frame.body(), ISO_8859_1));
    }
}
