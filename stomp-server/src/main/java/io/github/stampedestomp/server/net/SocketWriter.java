package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Writes what waits for one socket, and knows for how long the network has taken nothing of it. */
final class SocketWriter {
    private final SocketChannel channel;
    private final LongSupplier clock;
    private final WriteQueue queue = new WriteQueue();
    private boolean full;
    private long progressAt;

    SocketWriter(SocketChannel channel, LongSupplier clock) {
        this.channel = channel;
        this.clock = clock;
        this.progressAt = clock.getAsLong();
    }

    WriteQueue queue() {
        return queue;
    }

    void add(ByteBuffer wire) {
        if (queue.isEmpty()) {
            progressAt = clock.getAsLong();
        }
        queue.add(wire);
    }

    /** {@return whether there is something to write and room for it} */
    boolean canWrite() {
        return !full && !queue.isEmpty();
    }

    /** {@return whether the last write has filled the socket} */
    boolean isFull() {
        return full;
    }

    /** Learns that the socket has room again. */
    void drained() {
        full = false;
    }

    /** {@return for how long the network has taken nothing of what waits} */
    Duration stuckFor() {
        return Duration.ofNanos(clock.getAsLong() - progressAt);
    }

    /**
     * Writes with one call as much of what waits as a buffer holds.
     *
     * @return whether the network has taken anything
     */
    boolean write(ByteBuffer buffer) throws IOException {
        queue.copyInto(buffer);
        int taken = channel.write(buffer.flip());
        queue.taken(taken);
        full = buffer.hasRemaining();
        if (taken > 0) {
            progressAt = clock.getAsLong();
        }
        return taken > 0;
    }
}
