package io.github.stampedestomp.server.websocket;

import java.nio.ByteBuffer;

/** The header of a client's frame, RFC 6455, chapter 5.2, taken from bytes that arrive in pieces of any size. */
final class FrameHeader {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;
    private static final int MASK_BYTES = 4;
    private static final int MOST_BYTES = 2 + 8 + MASK_BYTES;

    private final ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
    private int needed = 2;

    /** Takes bytes of the header, none beyond it, and checks them as they come. {@return whether it is complete} */
    boolean read(ByteBuffer from) {
        while (bytes.position() < needed && from.hasRemaining()) {
            bytes.put(from.get());
            check();
        }
        return bytes.position() == needed;
    }

    /** Begins a new header. */
    void clear() {
        bytes.clear();
        needed = 2;
    }

    boolean isFinal() {
        return (bytes.get(0) & FIN) != 0;
    }

    int opcode() {
        return bytes.get(0) & 0x0f;
    }

    boolean isControl() {
        return opcode() >= CLOSE;
    }

    /** {@return the announced bytes of the payload, or a negative number if 63 bits are too few for it} */
    long length() {
        return switch (shortLength()) {
            case LENGTH_IN_2_BYTES -> bytes.getShort(2) & 0xffff;
            case LENGTH_IN_8_BYTES -> bytes.getLong(2);
            default -> shortLength();
        };
    }

    int mask() {
        return bytes.getInt(needed - MASK_BYTES);
    }

    private int shortLength() {
        return bytes.get(1) & 0x7f;
    }

    private void check() {
        if (bytes.position() == 1) {
            checkFirstByte();
        } else if (bytes.position() == 2) {
            checkSecondByte();
            needed = 2 + lengthBytes() + MASK_BYTES;
        } else if (bytes.position() == 2 + lengthBytes()) {
            checkLength();
        }
    }

    private void checkFirstByte() {
        if ((bytes.get(0) & RESERVED) != 0) {
            throw WebSocketFault.reservedBits();
        }
        switch (opcode()) {
            case CONTINUATION, TEXT, BINARY -> {}
            case CLOSE, PING, PONG -> {
                if (!isFinal()) {
                    throw WebSocketFault.controlFrameFragmented();
                }
            }
            default -> throw WebSocketFault.unknownOpcode(opcode());
        }
    }

    private void checkSecondByte() {
        if ((bytes.get(1) & MASKED) == 0) {
            throw WebSocketFault.notMasked();
        }
        if (isControl() && shortLength() >= LENGTH_IN_2_BYTES) {
            throw WebSocketFault.controlFrameTooLong();
        }
    }

    private int lengthBytes() {
        return switch (shortLength()) {
            case LENGTH_IN_2_BYTES -> 2;
            case LENGTH_IN_8_BYTES -> 8;
            default -> 0;
        };
    }

    private void checkLength() {
        long length = length();
        boolean fitsInLess = lengthBytes() == 2 ? length < LENGTH_IN_2_BYTES : length >= 0 && length <= 0xffff;
        if (lengthBytes() > 0 && fitsInLess) {
            throw WebSocketFault.lengthNotMinimal();
        }
    }
}
