package io.github.stampedestomp.server.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells at the first wrong byte that a text, which arrives in pieces of any size, is not UTF-8 (RFC 3629, chapter 4). */
final class TextCheck {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ANY_NOT_ASCII = 0x8080_8080_8080_8080L;

    /** How many bytes the character that has begun still lacks. */
    private int lacking;
    /** The next byte must lie between these two. */
    private int lowest;

    private int highest;

    /** {@return whether the text can still become UTF-8 with this piece} */
    boolean accepts(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (lacking == 0) {
                at = skipAscii(bytes, at, to);
            }
            if (at < to && !accepts(bytes[at] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the text so far ends with a whole character} */
    boolean isComplete() {
        return lacking == 0;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && ((long) LONGS.get(bytes, at) & ANY_NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private boolean accepts(int octet) {
        if (lacking > 0) {
            boolean fits = lowest <= octet && octet <= highest;
            expect(lacking - 1, 0x80, 0xbf);
            return fits;
        }
        switch (octet) {
            case 0xe0 -> expect(2, 0xa0, 0xbf); // nothing that fits in fewer bytes
            case 0xed -> expect(2, 0x80, 0x9f); // no surrogates
            case 0xf0 -> expect(3, 0x90, 0xbf);
            case 0xf4 -> expect(3, 0x80, 0x8f); // nothing beyond U+10FFFF
            default -> expect(octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3, 0x80, 0xbf);
        }
        return 0xc2 <= octet && octet <= 0xf4;
    }

    private void expect(int count, int from, int to) {
        lacking = count;
        lowest = from;
        highest = to;
    }
}
