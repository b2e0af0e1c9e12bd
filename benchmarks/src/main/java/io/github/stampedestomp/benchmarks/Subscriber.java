package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** One client that has subscribed, and finds the numbers of what it gets. */
final class Subscriber {
    /** The end of a chunk and the last chunk of a response, RFC 9112, chapter 7.1. */
    private static final byte[] END_OF_RESPONSE = "\r\n0\r\n\r\n".getBytes(US_ASCII);

    private final Transport transport;
    private final SocketChannel channel;
    private final byte[] opening;
    private final Bodies bodies;
    private final LongConsumer numbers;
    /** The last bytes that were read, which may belong to what is read next. */
    private final ByteBuffer rest;

    private int deliveries;

    /**
     * Starts with a client that has subscribed.
     *
     * @param opening what it asks by for more, if its transport does
     * @param numbers takes the number of each delivery
     */
    Subscriber(Transport transport, SocketChannel channel, byte[] opening, Bodies bodies, LongConsumer numbers) {
        this.transport = transport;
        this.channel = channel;
        this.opening = opening;
        this.bodies = bodies;
        this.numbers = numbers;
        this.rest = ByteBuffer.allocate(2 * bodies.size()).flip();
    }

    SocketChannel channel() {
        return channel;
    }

    /**
     * Reads what has come.
     *
     * @param room shared by all subscribers
     * @return how many deliveries
     */
    int read(byte[] room) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(room).put(rest);
        if (channel.read(bytes) < 0) {
            throw new IOException("the server has cut a subscriber off");
        }
        int end = bytes.position();
        deliveries = 0;
        int unread = bodies.find(room, 0, end, this::deliver);
        int kept = Math.min(unread, Math.max(0, end - END_OF_RESPONSE.length));
        rest.clear().put(room, kept, end - kept).flip();
        if (transport.isAskedAgain() && isEndOfResponse(room, end)) {
            channel.write(ByteBuffer.wrap(opening));
        }
        return deliveries;
    }

    private void deliver(long number) {
        numbers.accept(number);
        deliveries++;
    }

    private static boolean isEndOfResponse(byte[] bytes, int end) {
        int from = end - END_OF_RESPONSE.length;
        return from >= 0 && Arrays.equals(bytes, from, end, END_OF_RESPONSE, 0, END_OF_RESPONSE.length);
    }
}
