package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One client that sends numbered messages, over a plain WebSocket. */
final class Publisher {
    private static final int LEAST_ROOM_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Bodies bodies;
    private final byte[] message;
    private final ByteBuffer unsent;
    private long published;

    /** Starts with a client that was let in. */
    Publisher(SocketChannel channel, String destination, Bodies bodies) {
        this.channel = channel;
        this.bodies = bodies;
        this.message = Requests.message("SEND\ndestination:" + destination + "\n\n" + "x".repeat(bodies.size()) + "\0");
        this.unsent = ByteBuffer.allocate(Math.max(LEAST_ROOM_BYTES, 2 * message.length))
                .flip();
    }

    long published() {
        return published;
    }

    /** Sends the messages up to a number, as many as there is room for. */
    void publish(long last) throws IOException {
        unsent.compact();
        while (published < last && unsent.remaining() >= message.length) {
            published++;
            bodies.write(published, message, message.length - 1 - bodies.size());
            unsent.put(message);
        }
        unsent.flip();
        flush();
    }

    /** Sends what the network has not taken yet. */
    void flush() throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
    }
}
