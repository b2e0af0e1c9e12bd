package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * Writes text into strings of JSON, RFC 8259, chapter 7. Beside what JSON wants escaped, everything is that browsers of
 * some transport lose or mistake: surrogates, and characters that are invisible or break lines.
 */
final class JsonEscapes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    /** Room for what one character may become. */
    private static final int LONGEST = 6;

    /** For each character of ASCII: 0 if it stands for itself, the letter of its short escape, or 'u' for a long one. */
    private static final byte[] ASCII = new byte[128];

    static {
        Arrays.fill(ASCII, 0, ' ', (byte) 'u');
        ASCII['"'] = '"';
        ASCII['\\'] = '\\';
        ASCII['\b'] = 'b';
        ASCII['\f'] = 'f';
        ASCII['\n'] = 'n';
        ASCII['\r'] = 'r';
        ASCII['\t'] = 't';
    }

    private static final byte NONE = -1;

    private byte[] bytes;
    private int length;
    private byte special = NONE;
    private String stand = "";

    /**
     * Prepares to write.
     *
     * @param room roughly how many bytes will be written
     */
    JsonEscapes(int room) {
        this.bytes = new byte[room];
    }

    /** Writes a text in place of one character of ASCII from here on; an empty one means the character itself. */
    JsonEscapes writing(char character, String standIn) {
        special = standIn.isEmpty() ? NONE : (byte) character;
        stand = standIn;
        return this;
    }

    /** {@return what was written} */
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, length).slice();
    }

    /** Writes text of ASCII as it is. */
    JsonEscapes plain(String text) {
        makeRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Writes text escaped. */
    JsonEscapes escaped(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i));
        }
        return this;
    }

    /** Writes text escaped. Of bytes that are not UTF-8, each becomes a question mark. */
    JsonEscapes escaped(ByteBuffer utf8) {
        int at = utf8.position();
        while (at < utf8.limit() && utf8.get(at) >= 0) {
            escapeAscii(utf8.get(at));
            at++;
        }
        if (at < utf8.limit()) {
            decode(utf8.duplicate().position(at));
        }
        return this;
    }

    private void decode(ByteBuffer utf8) {
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(1024);
        CoderResult result;
        do {
            result = decoder.decode(utf8, text, true);
            escaped(text.flip());
            text.clear();
            if (result.isMalformed()) {
                escaped("?".repeat(result.length()));
                utf8.position(utf8.position() + result.length());
            }
        } while (!result.isUnderflow());
    }

    private void escape(char c) {
        if (c < ASCII.length) {
            escapeAscii((byte) c);
        } else if (isEscaped(c)) {
            escapeLong(c);
        } else {
            makeRoom(LONGEST);
            if (c < 0x800) {
                bytes[length++] = (byte) (0xc0 | (c >> 6));
            } else {
                bytes[length++] = (byte) (0xe0 | (c >> 12));
                bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            }
            bytes[length++] = (byte) (0x80 | (c & 0x3f));
        }
    }

    private void escapeAscii(byte c) {
        byte escape = ASCII[c];
        if (c == special) {
            plain(stand);
        } else if (escape == 'u') {
            escapeLong((char) c);
        } else {
            makeRoom(2);
            if (escape != 0) {
                bytes[length++] = '\\';
            }
            bytes[length++] = escape == 0 ? c : escape;
        }
    }

    private void escapeLong(char c) {
        makeRoom(LONGEST);
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 0xf];
        }
    }

    private static boolean isEscaped(char c) {
        return Character.isSurrogate(c)
                || ('\u200c' <= c && c <= '\u200f')
                || ('\u2028' <= c && c <= '\u202f')
                || ('\u2060' <= c && c <= '\u206f')
                || '\ufff0' <= c;
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
