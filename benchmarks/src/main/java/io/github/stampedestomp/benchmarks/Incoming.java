package io.github.stampedestomp.benchmarks;

import java.util.Arrays;

/** What one client has received: keeps what is not understood until more has come. */
abstract class Incoming {
    /** Looks for something in what a server has sent, without what the transport puts around it. */
    interface Payload {
        /** {@return where the first thing begins that is not complete yet, or {@code to}} */
        int find(byte[] bytes, int from, int to);
    }

    private byte[] rest = {};
    private int length;

    /**
     * Writes what was kept to the beginning of a room, behind which more is to be read.
     *
     * @return how many bytes
     */
    final int resume(byte[] room) {
        System.arraycopy(rest, 0, room, 0, length);
        return length;
    }

    /** Takes what stands in a room: what was kept, and what has been read behind it. */
    final void take(byte[] room, int end, Payload payload) {
        length = 0;
        look(room, end, payload);
    }

    /** Looks through a room, and keeps what is needed again. */
    abstract void look(byte[] room, int end, Payload payload);

    /** Keeps bytes, behind those that are kept already. */
    final void keep(byte[] room, int from, int to) {
        int needed = length + to - from;
        if (needed > rest.length) {
            rest = Arrays.copyOf(rest, needed);
        }
        System.arraycopy(room, from, rest, length, to - from);
        length = needed;
    }
}
