package io.github.stampedestomp.session;

import io.github.stampedestomp.codec.FrameDecoder;
import io.github.stampedestomp.codec.FrameSink;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A decoder that reads only so many bytes until a version is agreed on. */
final class LimitedDecoder {
    private final FrameDecoder decoder;
    private final int connectBytes;
    private long bytesBeforeConnect;
    private boolean hasAgreed;

    LimitedDecoder(SessionSettings settings, FrameSink sink) {
        this.decoder = new FrameDecoder(settings.frame(), sink);
        this.connectBytes = settings.connectBytes();
    }

    void agree(Version version) {
        hasAgreed = true;
        decoder.agree(version);
    }

    /** {@return the header {@code receipt} of the frame that is not complete yet, or null if none was read} */
    @Nullable
    String unfinishedReceipt() {
        return decoder.unfinishedReceipt();
    }

    void decode(ByteBuffer bytes) {
        bytesBeforeConnect += hasAgreed ? 0 : bytes.remaining();
        decoder.decode(bytes);
        if (!hasAgreed && bytesBeforeConnect > connectBytes) {
            throw ProtocolException.tooMuchBeforeConnect(connectBytes);
        }
    }
}
