package io.github.stampedestomp.benchmarks;

import java.nio.ByteBuffer;

/** The message that goes to its subscribers now, in memory that the next one is given again unless somebody has to wait for it. */
final class FloorMessage {
    private static final int LEAST_BYTES = 128 * 1024;

    private ByteBuffer frame = ByteBuffer.allocateDirect(LEAST_BYTES);
    private boolean isKept;

    /** {@return the frame of all subscribers, to which the body is copied from the SEND} */
    ByteBuffer build(byte[] head, ByteBuffer send) {
        int length = head.length + send.remaining();
        int most = FloorFrame.LONG_HEADER_BYTES + length;
        if (isKept || frame.capacity() < most) {
            frame = ByteBuffer.allocateDirect(Math.max(LEAST_BYTES, most));
            isKept = false;
        }
        return FloorFrame.header(frame.clear(), length).put(head).put(send).flip();
    }

    /** Leaves the memory of this message to whoever waits for it. */
    void keep() {
        isKept = true;
    }
}
