package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines from bytes that arrive in pieces of any size. A line ends with a carriage return and a line feed; nothing
 * else that is invisible, but spaces and tabs, may stand in it.
 */
final class LineReader {
    private static final int ROOM = 128;

    private byte[] line = new byte[ROOM];
    private int length;
    private int bytesLeft;
    private boolean returned;

    /** Allows so many bytes, line ends included, from now on. */
    void allow(int bytes) {
        bytesLeft = bytes;
    }

    /** {@return whether not a single byte of the next line has come} */
    boolean isEmpty() {
        return length == 0 && !returned;
    }

    /** {@return the next line without its end, or null if the rest of it has not come yet} */
    @Nullable
    String read(ByteBuffer bytes, Supplier<HttpFault> tooLong) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (--bytesLeft < 0) {
                throw tooLong.get();
            }
            if (returned != (next == '\n')) {
                throw HttpFault.badLineEnd();
            }
            if (next == '\n') {
                return take();
            }
            append(next);
        }
        return null;
    }

    private void append(byte next) {
        if (next == '\r') {
            returned = true;
            return;
        }
        boolean isControl = next >= 0 && next < ' ' && next != '\t';
        if (isControl || next == 0x7f) {
            throw HttpFault.badCharacter();
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
    }

    private String take() {
        String taken = new String(line, 0, length, ISO_8859_1);
        length = 0;
        returned = false;
        if (line.length > ROOM) {
            line = new byte[ROOM];
        }
        return taken;
    }
}
