package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One client that sends numbered messages, over a plain WebSocket. */
final class Publisher implements AutoCloseable {
    private static final int LEAST_ROOM_BYTES = 64 * 1024;

    private final SocketChannel channel;
    private final Bodies bodies;
    private final byte[] message;
    private final byte[] probe;
    private final ByteBuffer unsent;
    private long published;

    private Publisher(SocketChannel channel, Bodies bodies, byte[] message, byte[] probe) {
        this.channel = channel;
        this.bodies = bodies;
        this.message = message;
        this.probe = probe;
        this.unsent = ByteBuffer.allocate(Math.max(LEAST_ROOM_BYTES, 2 * message.length))
                .flip();
    }

    static Publisher open(int port, String destination, Bodies bodies) throws IOException {
        String head = "SEND\ndestination:" + destination + "\n\n";
        byte[] message = Requests.message(head + "x".repeat(bodies.size()) + "\0");
        byte[] probe = Requests.message(head + "?\0");
        return new Publisher(Transport.WEBSOCKET.connect(port, "").channel(), bodies, message, probe);
    }

    /** Sends a message without a number. */
    void probe() throws IOException {
        channel.write(ByteBuffer.wrap(probe));
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
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
