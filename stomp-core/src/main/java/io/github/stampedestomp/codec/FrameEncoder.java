package io.github.stampedestomp.codec;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;

/** Turns frames into bytes, by the rules of a version. The mirror image of {@link FrameDecoder}. */
public final class FrameEncoder {
    private static final byte[] NO_BODY = {};
    /** Enough for the command, the length, and the separators of some twenty headers. */
    private static final int ROOM_BESIDE_HEADERS = 80;

    private FrameEncoder() {}

    /**
     * {@return the bytes of a whole frame, from its command to its NUL}
     *
     * @param version the agreed version; 1.0 as long as none is
     */
    public static ByteBuffer encode(Frame frame, Version version) {
        // The length is counted here, whatever the headers say.
        Headers headers = frame.headers().keeping(name -> !name.equals(HeaderName.CONTENT_LENGTH));
        return encode(frame.command(), version, frame.body(), headers);
    }

    /** {@return the bytes of a whole frame: its command, headers of several kinds in turn, the body and the NUL} */
    static ByteBuffer encode(Command command, Version version, byte[] body, Headers... headers) {
        HeadWriter head =
                new HeadWriter(room(body, headers)).text(command.name()).ascii('\n');
        return finish(command, head, version, body, headers);
    }

    /** {@return the first bytes of a frame: its command and some headers} {@link #encodeRest} gives the others. */
    static ByteBuffer encodeStart(Command command, Headers headers, Version version) {
        HeadWriter head = new HeadWriter().text(command.name()).ascii('\n');
        appendHeaders(command, headers, version, head);
        return head.wire();
    }

    /** {@return the bytes that follow those of {@link #encodeStart}: more headers, the body and the NUL} */
    static ByteBuffer encodeRest(Command command, Version version, byte[] body, Headers... headers) {
        return finish(command, new HeadWriter(room(body, headers)), version, body, headers);
    }

    private static int room(byte[] body, Headers... headers) {
        int room = ROOM_BESIDE_HEADERS + body.length;
        for (Headers some : headers) {
            room += some.characters();
        }
        return room;
    }

    private static void appendHeaders(Command command, Headers headers, Version version, HeadWriter head) {
        boolean escaped = version != Version.V1_0 && command.escapesHeaders();
        headers.forEach((name, value) -> {
            if (escaped) {
                head.escaped(name, version).ascii(':').escaped(value, version).ascii('\n');
            } else if (isPlain(name)) {
                head.text(name).ascii(':').blanked(value).ascii('\n');
            }
        });
    }

    /** Whether a name can be written without escapes; one that cannot is left out rather than turned into another. */
    private static boolean isPlain(String name) {
        return name.chars().noneMatch(c -> c == ':' || c == '\n' || c == '\r' || c == '\0');
    }

    /** A body of no use, which clients of 1.0 may send with any command, is left out: no length would announce it. */
    private static ByteBuffer finish(
            Command command, HeadWriter head, Version version, byte[] body, Headers... headers) {
        for (Headers some : headers) {
            appendHeaders(command, some, version, head);
        }
        if (command.mayHaveBody()) {
            head.text(HeaderName.CONTENT_LENGTH)
                    .ascii(':')
                    .text(Integer.toString(body.length))
                    .ascii('\n');
        }
        return head.ascii('\n').wire(command.mayHaveBody() ? body : NO_BODY);
    }
}
