package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that have come and were not looked at yet, in order. */
final class ByteLine {
    private static final int FIRST_BYTES = 1024;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int start;
    private int end;

    void add(ByteBuffer more) {
        int count = more.remaining();
        if (end + count > bytes.length) {
            int length = length();
            byte[] larger = length + count > bytes.length ? new byte[2 * (length + count)] : bytes;
            System.arraycopy(bytes, start, larger, 0, length);
            bytes = larger;
            start = 0;
            end = length;
        }
        more.get(bytes, end, count);
        end += count;
    }

    int length() {
        return end - start;
    }

    int at(int index) {
        return bytes[start + index] & 0xff;
    }

    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
        start += count;
        return taken;
    }

    String takeText(int count) {
        return new String(take(count), UTF_8);
    }

    /** {@return how many bytes there are before a text, or -1 if it has not come yet} */
    int indexOf(String ascii) {
        for (int i = 0; i <= length() - ascii.length(); i++) {
            if (standsAt(i, ascii)) {
                return i;
            }
        }
        return -1;
    }

    private boolean standsAt(int index, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (at(index + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
