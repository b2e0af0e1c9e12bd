package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Frames as a client sends them, right or wrong. */
final class ClientFrames {
    private static final byte[] MASK = {(byte) 0xa1, 0x02, (byte) 0xc3, 0x74};

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
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
        if (payload.length < 126) {
            header.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xffff) {
            header.put((byte) 0xfe).putShort((short) payload.length);
        } else {
            header.put((byte) 0xff).putLong(payload.length);
        }
        header.put(MASK);
        bytes.write(header.array(), 0, header.position());
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ MASK[i % 4]);
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
