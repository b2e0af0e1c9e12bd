package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.server.net.RawClient;
import java.nio.ByteBuffer;

/** A frame as a client receives it. */
record ServerFrame(int opcode, ByteBuffer payload) {
    /** {@return the next frame, which must come} */
    static ServerFrame next(RawClient client) {
        byte[] start = client.readBytes(2);
        int length = start[1] & 0xff;
        if (length == 126) {
            length = ByteBuffer.wrap(client.readBytes(2)).getShort() & 0xffff;
        } else if (length == 127) {
            length = (int) ByteBuffer.wrap(client.readBytes(8)).getLong();
        }
        if ((start[0] & 0xf0) != 0x80) {
            throw new AssertionError("not a whole message without extensions: " + start[0]);
        }
        return new ServerFrame(start[0] & 0x0f, ByteBuffer.wrap(client.readBytes(length)));
    }

    /** {@return kind and payload as a sentence, with {@code ^@} for NUL} */
    String described() {
        return switch (opcode) {
            case FrameHeader.TEXT -> "text " + text(payload);
            case FrameHeader.BINARY -> "binary " + text(payload);
            case FrameHeader.CLOSE -> "close " + (payload.getShort(0) & 0xffff) + " " + text(payload.position(2));
            case FrameHeader.PONG -> "pong " + text(payload);
            default -> "opcode " + opcode;
        };
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString().replace("\0", "^@");
    }
}
