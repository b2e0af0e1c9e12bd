package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One client that sends numbered messages, over a plain WebSocket. */
final class Publisher {
    private final SocketChannel channel;
    private final byte[] message;
    private final ByteBuffer unsent = ByteBuffer.allocate(64 * 1024).flip();
    private long published;

    private Publisher(SocketChannel channel, byte[] message) {
        this.channel = channel;
        this.message = message;
    }

    static Publisher open(int port, String destination) throws IOException {
        byte[] message =
                Requests.message("SEND\ndestination:" + destination + "\n\n" + "x".repeat(Bodies.BYTES) + "\0");
        return new Publisher(Transport.WEBSOCKET.connect(port, "").channel(), message);
    }

    long published() {
        return published;
    }

    /** Sends the messages up to a number, as many as there is room for. */
    void publish(long last) throws IOException {
        unsent.compact();
        while (published < last && unsent.remaining() >= message.length) {
            published++;
            Bodies.write(published, message, message.length - 1 - Bodies.BYTES);
            unsent.put(message);
        }
        unsent.flip();
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
    }
}
