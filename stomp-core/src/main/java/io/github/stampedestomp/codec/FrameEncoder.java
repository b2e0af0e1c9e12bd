package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;

/** Turns frames into bytes, by the rules of a version. The mirror image of {@link FrameDecoder}. */
public final class FrameEncoder {
    private static final byte[] NO_BODY = {};
    /** What the headers of most messages have room in. */
    private static final int HEAD_CHARACTERS = 128;

    private FrameEncoder() {}

    /**
     * {@return the bytes of a whole frame, from its command to its NUL}
     *
     * @param version the agreed version; 1.0 as long as none is
     */
    public static ByteBuffer encode(Frame frame, Version version) {
        StringBuilder head = new StringBuilder(frame.command().name()).append('\n');
        // The length is counted here, whatever the headers say.
        Headers headers = frame.headers().keeping(name -> !name.equals(HeaderName.CONTENT_LENGTH));
        appendHeaders(frame.command(), headers, version, head);
        return finish(frame.command(), head, frame.body());
    }

    /** {@return the first bytes of a frame: its command and some headers} {@link #encodeRest} gives the others. */
    static ByteBuffer encodeStart(Command command, Headers headers, Version version) {
        StringBuilder head = new StringBuilder(command.name()).append('\n');
        appendHeaders(command, headers, version, head);
        return ByteBuffer.wrap(head.toString().getBytes(UTF_8));
    }

    /** {@return the bytes that follow those of {@link #encodeStart}: more headers, the body and the NUL} */
    static ByteBuffer encodeRest(Command command, Headers headers, byte[] body, Version version) {
        StringBuilder head = new StringBuilder(HEAD_CHARACTERS);
        appendHeaders(command, headers, version, head);
        return finish(command, head, body);
    }

    private static void appendHeaders(Command command, Headers headers, Version version, StringBuilder head) {
        boolean escaped = version != Version.V1_0 && command.escapesHeaders();
        headers.forEach((name, value) -> {
            if (escaped) {
                HeaderEscapes.escape(name, version, head);
                head.append(':');
                HeaderEscapes.escape(value, version, head);
                head.append('\n');
            } else if (isPlain(name)) {
                head.append(name).append(':');
                HeaderEscapes.blank(value, head);
                head.append('\n');
            }
        });
    }

    /** Whether a name can be written without escapes; one that cannot is left out rather than turned into another. */
    private static boolean isPlain(String name) {
        return name.chars().noneMatch(c -> c == ':' || c == '\n' || c == '\r' || c == '\0');
    }

    /** A body of no use, which clients of 1.0 may send with any command, is left out: no length would announce it. */
    private static ByteBuffer finish(Command command, StringBuilder head, byte[] body) {
        byte[] useful = command.mayHaveBody() ? body : NO_BODY;
        if (command.mayHaveBody()) {
            head.append(HeaderName.CONTENT_LENGTH)
                    .append(':')
                    .append(body.length)
                    .append('\n');
        }
        byte[] headBytes = head.append('\n').toString().getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(headBytes.length + useful.length + 1);
        return bytes.put(headBytes).put(useful).put((byte) 0).flip();
    }
}
