package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.codec.Carrier;
import java.nio.ByteBuffer;

/** Makes each frame that is carried one unfragmented WebSocket message, RFC 6455, chapter 5.2. */
public enum WebSocketFraming implements Carrier {
    /** Frames that are UTF-8 become texts, all others binary messages. */
    TEXT,
    /** All frames become binary messages. */
    BINARY;

    private static final int FIN = 0x80;
    private static final int SHORT_LENGTH = 125;

    @Override
    public ByteBuffer first(ByteBuffer start, ByteBuffer wireRest, boolean text) {
        int length = start.remaining() + wireRest.remaining();
        int lengthBytes = length <= SHORT_LENGTH ? 0 : length <= 0xffff ? 2 : 8;
        ByteBuffer first = ByteBuffer.allocate(2 + lengthBytes + start.remaining());
        first.put((byte) (FIN | (text && this == TEXT ? FrameHeader.TEXT : FrameHeader.BINARY)));
        switch (lengthBytes) {
            case 0 -> first.put((byte) length);
            case 2 -> first.put((byte) 126).putShort((short) length);
            default -> first.put((byte) 127).putLong(length);
        }
        first.put(first.position(), start, start.position(), start.remaining());
        return first.rewind();
    }

    @Override
    public ByteBuffer rest(ByteBuffer rest) {
        return rest;
    }
}
