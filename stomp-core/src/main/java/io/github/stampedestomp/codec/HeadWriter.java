package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a frame's head while it is written. Text of plain ASCII, as most is, becomes bytes without a detour. */
final class HeadWriter {
    /** What the headers of most messages have room in. */
    private static final int FIRST_ROOM = 128;

    private byte[] bytes;
    private int length;

    HeadWriter() {
        this(FIRST_ROOM);
    }

    HeadWriter(int room) {
        bytes = new byte[room];
    }

    /** Appends text as it is. */
    HeadWriter text(String text) {
        int plain = plain(text);
        if (plain < text.length()) {
            append(text.substring(plain).getBytes(UTF_8));
        }
        return this;
    }

    /** Appends a name or value by the escapes of a version. */
    HeadWriter escaped(String text, Version version) {
        int plain = plain(text);
        if (plain < text.length()) {
            StringBuilder rest = new StringBuilder(2 * text.length());
            HeaderEscapes.escape(text.substring(plain), version, rest);
            append(rest.toString().getBytes(UTF_8));
        }
        return this;
    }

    /** Appends a value where nothing can be escaped. */
    HeadWriter blanked(String text) {
        int plain = plain(text);
        if (plain < text.length()) {
            StringBuilder rest = new StringBuilder(text.length());
            HeaderEscapes.blank(text.substring(plain), rest);
            append(rest.toString().getBytes(UTF_8));
        }
        return this;
    }

    /** Appends a character of ASCII. */
    HeadWriter ascii(char c) {
        require(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /** Appends the first characters that are the same in all encodings and versions. {@return how many those are} */
    private int plain(String text) {
        require(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == ':' || c == '\\') {
                return i;
            }
            bytes[length++] = (byte) c;
        }
        return text.length();
    }

    private void append(byte[] more) {
        require(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * length));
        }
    }

    /** {@return what was written} */
    ByteBuffer wire() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** {@return what was written, the body and the NUL behind it} */
    ByteBuffer wire(byte[] body) {
        require(body.length + 1);
        append(body);
        return ascii('\0').wire();
    }
}
