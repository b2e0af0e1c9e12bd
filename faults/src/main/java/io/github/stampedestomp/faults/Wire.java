package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Writes what clients send. */
final class Wire {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    private static final byte[] MASK = {1, 2, 3, 4};
    private static final int LONGEST_HEAD = 14;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private Wire() {}

    /** {@return a request that upgrades a connection to a WebSocket} */
    static byte[] upgrade(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n")
                .getBytes(UTF_8);
    }

    /** {@return a request with a body} */
    static byte[] post(String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.getBytes(UTF_8).length
                        + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }

    /** {@return one text message; {@code ^@} stands for NUL} */
    static byte[] text(String frame) {
        return masked(TEXT, frame.replace("^@", "\0").getBytes(UTF_8));
    }

    /** {@return a whole message of WebSocket} */
    static byte[] masked(int opcode, byte[] payload) {
        return frame(0x80 | opcode, payload);
    }

    /** {@return a frame of WebSocket whose first byte is given} */
    static byte[] frame(int firstByte, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + LONGEST_HEAD);
        head(frame, firstByte, payload.length);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** {@return the head of a frame that announces so many bytes} */
    static byte[] announced(int opcode, long length) {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEAD);
        head(frame, 0x80 | opcode, length);
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    private static void head(ByteBuffer frame, int firstByte, long length) {
        frame.put((byte) firstByte);
        if (length < SHORT) {
            frame.put((byte) (0x80 | length));
        } else if (length < 1 << 16) {
            frame.put((byte) (0x80 | SHORT)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | LONG)).putLong(length);
        }
        frame.put(MASK);
    }
}
