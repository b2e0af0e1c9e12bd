package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Frames as a client sends them, right or wrong. */
final class ClientFrames {
    private static final int MASK = 0xa102c374;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static ClientFrames of() {
        return new ClientFrames();
    }

    ClientFrames text(String payload) {
        return frame(0x81, payload.getBytes(UTF_8));
    }

    ClientFrames binary(byte... payload) {
        return frame(0x82, payload);
    }

    ClientFrames ping(String payload) {
        return frame(0x89, payload.getBytes(UTF_8));
    }

    ClientFrames close(int code, String reason) {
        byte[] utf8 = reason.getBytes(UTF_8);
        return frame(
                0x88,
                ByteBuffer.allocate(2 + utf8.length)
                        .putShort((short) code)
                        .put(utf8)
                        .array());
    }

    /** A masked frame with a first byte of one's own and the shortest length. */
    ClientFrames frame(int first, byte... payload) {
        return frame(first, true, MASK, payload.length, payload);
    }

    /** A frame with a length that its payload need not have. */
    ClientFrames frame(int first, boolean isMasked, int mask, int announced, byte... payload) {
        int masked = isMasked ? 0x80 : 0;
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
        if (announced < 126) {
            header.put((byte) (masked | announced));
        } else if (announced <= 0xffff) {
            header.put((byte) (masked | 126)).putShort((short) announced);
        } else {
            header.put((byte) (masked | 127)).putLong(announced);
        }
        byte[] key = ByteBuffer.allocate(4).putInt(isMasked ? mask : 0).array();
        bytes.write(header.array(), 0, header.position());
        bytes.write(key, 0, isMasked ? key.length : 0);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ key[i % 4]);
        }
        return this;
    }

    /** Bytes as they are, in hexadecimal. */
    ClientFrames raw(String hex) {
        bytes.writeBytes(java.util.HexFormat.of().parseHex(hex.replace(" ", "")));
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
