package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What one write offers the network: the first bytes that wait for a connection, in memory that the system reads without
 * another copy. Small buffers are copied behind each other, large ones stand as they are in {@link LargeCopies}.
 *
 * <p>A loop has one for all its connections, as it writes to one after the other.
 */
final class Gathering {
    private static final int ROOM_BYTES = LargeCopies.COPIES * LargeCopies.LEAST_BYTES;
    /** Enough for as many large buffers as make up {@link #ROOM_BYTES}, each with small ones before and behind. */
    private static final int MOST_BUFFERS = 2 * ROOM_BYTES / LargeCopies.LEAST_BYTES + 1;

    private final ByteBuffer room = ByteBuffer.allocateDirect(ROOM_BYTES);
    private final LargeCopies copies = new LargeCopies();
    private final ByteBuffer[] buffers = new ByteBuffer[MOST_BUFFERS];
    private final WriteQueue.Taker taker = this::take;
    private int count;
    /** Where the small buffers begin that are not among {@link #buffers} yet. */
    private int roomFrom;

    private int largeBytes;

    /** {@return the room of small buffers, empty, for one who offers something else} */
    ByteBuffer room() {
        return room.clear();
    }

    /** Gathers the first bytes that wait. */
    void gather(WriteQueue queue) {
        room.clear();
        count = 0;
        roomFrom = 0;
        largeBytes = 0;
        queue.offer(taker);
        if (count == 0) {
            buffers[count++] = room.flip();
        } else {
            endSmall();
        }
    }

    private boolean take(ByteBuffer wire, int skipped) {
        if (LargeCopies.isFor(wire)) {
            endSmall();
            buffers[count++] = copies.of(wire).position(skipped);
            largeBytes += wire.remaining();
        } else {
            int length = Math.min(wire.remaining() - skipped, room.remaining());
            room.put(room.position(), wire, wire.position() + skipped, length);
            room.position(room.position() + length);
        }
        return room.hasRemaining() && largeBytes < ROOM_BYTES;
    }

    private void endSmall() {
        int length = room.position() - roomFrom;
        if (length > 0) {
            buffers[count++] = room.slice(roomFrom, length);
            roomFrom += length;
        }
    }

    /** Offers the network what was gathered. {@return how many bytes it has taken} */
    int writeTo(SocketChannel channel) throws IOException {
        return count == 1 ? channel.write(buffers[0]) : (int) channel.write(buffers, 0, count);
    }

    /** {@return whether the network has left something} */
    boolean hasRemaining() {
        return buffers[count - 1].hasRemaining();
    }
}
