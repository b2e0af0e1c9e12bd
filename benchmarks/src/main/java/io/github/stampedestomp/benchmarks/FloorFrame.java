package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The frames of WebSocket that the floor reads and writes, RFC 6455, chapter 5.2, of one message each. */
final class FloorFrame {
    private static final String KEY = "\r\nSec-WebSocket-Key: ";
    private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final byte TEXT = (byte) 0x81;
    private static final int MASK_BYTES = 4;
    private static final int SHORT_HEADER_BYTES = 2;
    private static final int MEDIUM_HEADER_BYTES = 4;
    static final int LONG_HEADER_BYTES = 10;
    private static final int MEDIUM = 126;
    private static final int LONG = 127;
    private static final int LONGEST_MEDIUM = 0xffff;
    private static final byte[] DESTINATION = "\ndestination:".getBytes(US_ASCII);

    private FloorFrame() {}

    /** {@return the response to an opening handshake, RFC 6455, chapter 4.2.2} */
    static ByteBuffer response(String head) {
        int from = indexOfIgnoringCase(head, KEY) + KEY.length();
        String key = head.substring(from, head.indexOf("\r\n", from)).strip();
        String accept = Base64.getEncoder().encodeToString(sha1((key + KEY_SUFFIX).getBytes(US_ASCII)));
        return ByteBuffer.wrap(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Protocol: v12.stomp\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n")
                .getBytes(US_ASCII));
    }

    private static int indexOfIgnoringCase(String head, String name) {
        int at = 0;
        while (!head.regionMatches(true, at, name, 0, name.length())) {
            at++;
        }
        return at;
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return whether all of a client's frame has come} */
    static boolean isComplete(ByteBuffer room) {
        int header = room.remaining() < SHORT_HEADER_BYTES ? LONG_HEADER_BYTES : headerBytes(room);
        return room.remaining() >= header && room.remaining() - header - MASK_BYTES >= length(room);
    }

    private static int headerBytes(ByteBuffer room) {
        int length = room.get(room.position() + 1) & 0x7f;
        return length < MEDIUM ? SHORT_HEADER_BYTES : length == MEDIUM ? MEDIUM_HEADER_BYTES : LONG_HEADER_BYTES;
    }

    private static int length(ByteBuffer room) {
        int at = room.position() + SHORT_HEADER_BYTES;
        return switch (headerBytes(room)) {
            case MEDIUM_HEADER_BYTES -> Short.toUnsignedInt(room.getShort(at));
            case LONG_HEADER_BYTES -> Math.toIntExact(room.getLong(at));
            default -> room.get(at - 1) & 0x7f;
        };
    }

    /** Reads a frame that is complete. {@return its payload, unmasked where it stands} */
    static ByteBuffer unmasked(ByteBuffer room) {
        int from = room.position() + headerBytes(room) + MASK_BYTES;
        int end = from + length(room);
        int mask = room.getInt(from - MASK_BYTES);
        long wide = ((long) mask << Integer.SIZE) | Integer.toUnsignedLong(mask);
        int at = from;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            room.putLong(at, room.getLong(at) ^ wide);
        }
        for (; at < end; at++) {
            room.put(at, (byte) (room.get(at) ^ (mask >>> (24 - 8 * ((at - from) & 3)))));
        }
        room.position(end);
        return room.slice(from, end - from);
    }

    /** {@return where the name of a frame's destination begins} */
    static int destination(ByteBuffer payload) {
        int at = 0;
        while (!stands(DESTINATION, payload, at)) {
            at++;
        }
        return at + DESTINATION.length;
    }

    private static boolean stands(byte[] text, ByteBuffer payload, int at) {
        for (int i = 0; i < text.length; i++) {
            if (payload.get(at + i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** {@return where the body of a frame of STOMP begins} */
    static int body(ByteBuffer payload) {
        int at = 1;
        while (payload.get(at) != '\n' || payload.get(at - 1) != '\n') {
            at++;
        }
        return at + 1;
    }

    static ByteBuffer text(String frame) {
        return header(ByteBuffer.allocate(LONG_HEADER_BYTES + frame.length()), frame.length())
                .put(frame.getBytes(US_ASCII))
                .flip();
    }

    /** Begins a frame. {@return the same buffer} */
    static ByteBuffer header(ByteBuffer frame, int length) {
        frame.put(TEXT);
        if (length < MEDIUM) {
            return frame.put((byte) length);
        }
        return length <= LONGEST_MEDIUM
                ? frame.put((byte) MEDIUM).putShort((short) length)
                : frame.put((byte) LONG).putLong(length);
    }
}
