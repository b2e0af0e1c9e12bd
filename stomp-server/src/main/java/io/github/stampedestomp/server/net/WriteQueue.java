package io.github.stampedestomp.server.net;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of one connection that the network has not taken yet, in their order. The buffers may wait in many queues at
 * once, so neither their positions nor their bytes are ever changed.
 *
 * <p>A queue belongs to the thread of its loop; any thread may read the counts.
 */
final class WriteQueue {
    private static final int KEPT_BUFFERS = 256;

    /** Takes buffers that wait, without moving their positions. */
    interface Taker {
        /**
         * Takes a buffer, from behind the bytes that the network has already.
         *
         * @return whether the next one is wanted too
         */
        boolean take(ByteBuffer wire, int skipped);
    }

    private final AtomicLong unsentBytes = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private Queue<ByteBuffer> waiting = new ArrayDeque<>(1);
    private int mostWaiting;
    private int takenOfFirst;

    void add(ByteBuffer wire) {
        if (wire.hasRemaining()) {
            waiting.add(wire);
            mostWaiting = Math.max(mostWaiting, waiting.size());
            add(unsentBytes, wire.remaining());
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long unsentBytes() {
        return unsentBytes.get();
    }

    long sentBytes() {
        return sentBytes.get();
    }

    /** Offers the buffers that wait, in their order, until no more are wanted. */
    void offer(Taker taker) {
        int skipped = takenOfFirst;
        for (ByteBuffer wire : waiting) {
            if (!taker.take(wire, skipped)) {
                return;
            }
            skipped = 0;
        }
    }

    /** Copies the first bytes that wait, as many as there is room for. */
    void copyInto(ByteBuffer room) {
        int skipped = takenOfFirst;
        for (ByteBuffer wire : waiting) {
            int length = Math.min(wire.remaining() - skipped, room.remaining());
            room.put(room.position(), wire, wire.position() + skipped, length);
            room.position(room.position() + length);
            if (!room.hasRemaining()) {
                return;
            }
            skipped = 0;
        }
    }

    /** Forgets the first bytes, because the network has taken them. */
    void taken(int bytes) {
        drop(bytes);
        sent(bytes);
    }

    /** Forgets the first bytes, which count as unsent all the same until the network has taken what was made of them. */
    void drop(int bytes) {
        int left = takenOfFirst + bytes;
        while (!waiting.isEmpty() && left >= waiting.element().remaining()) {
            left -= waiting.remove().remaining();
        }
        takenOfFirst = left;
        giveBackRoom();
    }

    /** Counts bytes that the network has taken. */
    void sent(long bytes) {
        add(sentBytes, bytes);
        add(unsentBytes, -bytes);
    }

    /** Forgets all that waits. */
    void clear() {
        waiting.clear();
        takenOfFirst = 0;
        unsentBytes.set(0);
        giveBackRoom();
    }

    private void giveBackRoom() {
        if (mostWaiting > KEPT_BUFFERS && waiting.isEmpty()) {
            waiting = new ArrayDeque<>(1);
            mostWaiting = 0;
        }
    }

    /** Only one thread ever writes the counts, so there is no need for an atomic addition. */
    private static void add(AtomicLong count, long more) {
        count.setRelease(count.getPlain() + more);
    }
}
