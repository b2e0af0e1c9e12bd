package io.github.stampedestomp.benchmarks;

import java.nio.ByteBuffer;

/**
 * The frames that a server sends over WebSocket, RFC 6455, chapter 5.2. Their payload is looked through where it stands; only if a
 * frame holds the rest of what an earlier one has begun is it moved there. Pings and other control frames are passed over.
 */
final class IncomingFrames extends Incoming {
    private static final int OPCODE = 0x0f;
    private static final int FIRST_CONTROL_OPCODE = 0x8;
    private static final int SHORT_HEADER_BYTES = 2;
    private static final int MEDIUM_HEADER_BYTES = 4;
    private static final int LONG_HEADER_BYTES = 10;

    /** How many bytes of the payload of the frame that has begun are still to come. */
    private long left;

    private boolean isControl;
    /** Where in the room the payload stands that is not understood yet. */
    private int from;

    private int to;

    @Override
    void look(byte[] room, int end, Payload payload) {
        int at = to - from; // what was kept of the payload stands first
        from = 0;
        to = at;
        while (at < end) {
            int header = left == 0 ? begin(room, at, end) : 0;
            if (header < 0) {
                break;
            }
            int part = (int) Math.min(left, end - at - header);
            if (!isControl) {
                add(room, at + header, part);
                from = payload.find(room, from, to);
            }
            left -= part;
            at += header + part;
        }
        keep(room, from, to);
        keep(room, at, end);
    }

    /** Reads the header of a frame. {@return its length, or -1 if it is not complete} */
    private int begin(byte[] room, int at, int end) {
        if (end - at < SHORT_HEADER_BYTES) {
            return -1;
        }
        int length = room[at + 1];
        int header = length < 126 ? SHORT_HEADER_BYTES : length == 126 ? MEDIUM_HEADER_BYTES : LONG_HEADER_BYTES;
        if (end - at < header) {
            return -1;
        }
        isControl = (room[at] & OPCODE) >= FIRST_CONTROL_OPCODE;
        left = switch (header) {
            case MEDIUM_HEADER_BYTES ->
                Short.toUnsignedInt(ByteBuffer.wrap(room).getShort(at + 2));
            case LONG_HEADER_BYTES -> ByteBuffer.wrap(room).getLong(at + 2);
            default -> length;
        };
        return header;
    }

    private void add(byte[] room, int at, int length) {
        if (from == to) {
            from = at;
            to = at;
        } else if (to < at) {
            System.arraycopy(room, at, room, to, length);
        }
        to += length;
    }
}
