package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The frames that a server sends, whatever the transport. */
final class Frames {
    /** The session is open. */
    static final ByteBuffer OPEN = ascii("o");
    /** The session is alive. */
    static final ByteBuffer HEARTBEAT = ascii("h");

    private static final ByteBuffer ARRAY_START = ascii("a[");
    private static final ByteBuffer ARRAY_END = ascii("]");

    private Frames() {}

    /** {@return the frame of messages that {@link MessageFraming#HTTP} has prepared, as their parts in a row} */
    static List<ByteBuffer> messages(Collection<ByteBuffer> parts) {
        List<ByteBuffer> frame = new ArrayList<>(parts.size() + 2);
        frame.add(ARRAY_START);
        for (ByteBuffer part : parts) {
            boolean isFirst = frame.size() == 1;
            frame.add(isFirst ? part.slice(part.position() + 1, part.remaining() - 1) : part); // without its comma
        }
        frame.add(ARRAY_END);
        return frame;
    }

    /** {@return the frame that tells why the session is over} */
    static ByteBuffer close(int code, String reason) {
        return new JsonEscapes(reason.length() + 16)
                .plain("c[" + code + ",\"")
                .escaped(reason)
                .plain("\"]")
                .written();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer();
    }
}
