package io.github.stampedestomp.codec;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads what a client says to a server, and like a server agrees to the latest version that its CONNECT accepts. */
final class Conversation {
    private final List<FrameContent> frames = new ArrayList<>();
    private final FrameDecoder decoder;

    Conversation(FrameLimits limits) {
        this.decoder = new FrameDecoder(limits, this::receive);
    }

    void read(ByteBuffer bytes) {
        decoder.decode(bytes);
    }

    void agree(Version version) {
        decoder.agree(version);
    }

    List<FrameContent> frames() {
        return frames;
    }

    private void receive(Frame frame) {
        frames.add(FrameContent.of(frame));
        if (frame.command().opensSession()) {
            String accepted = frame.header(HeaderName.ACCEPT_VERSION);
            agree(accepted == null ? Version.V1_0 : Version.latestIn(accepted).orElse(Version.V1_0));
        }
    }
}
