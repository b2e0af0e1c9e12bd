package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** One client that has subscribed, and finds the numbers of what it gets. */
final class Subscriber implements Client {
    /** The end of a chunk and the last chunk of a response, RFC 9112, chapter 7.1. */
    private static final byte[] END_OF_RESPONSE = "\r\n0\r\n\r\n".getBytes(US_ASCII);

    private final SocketChannel channel;
    private final Incoming incoming;
    private final byte[] opening;
    private final Bodies bodies;
    private final LongConsumer numbers;

    private int deliveries;

    private Subscriber(SocketChannel channel, Incoming incoming, byte[] opening, Bodies bodies, LongConsumer numbers) {
        this.channel = channel;
        this.incoming = incoming;
        this.opening = opening;
        this.bodies = bodies;
        this.numbers = numbers;
    }

    /**
     * {@return a client of a WebSocket}
     *
     * @param incoming what it has received up to now
     * @param numbers takes the number of each delivery
     */
    static Subscriber framed(SocketChannel channel, Incoming incoming, Bodies bodies, LongConsumer numbers) {
        return new Subscriber(channel, incoming, new byte[0], bodies, numbers);
    }

    /**
     * {@return a client of responses that end, after which it asks for the next}
     *
     * @param opening what it asks by
     */
    static Subscriber streamed(SocketChannel channel, byte[] opening, Bodies bodies, LongConsumer numbers) {
        return new Subscriber(channel, new IncomingStream(END_OF_RESPONSE.length), opening, bodies, numbers);
    }

    @Override
    public int act(SelectionKey key, byte[] room) throws IOException {
        int kept = incoming.resume(room);
        int count = channel.read(ByteBuffer.wrap(room, kept, room.length - kept));
        if (count < 0) {
            throw new IOException("the server has cut a subscriber off");
        }
        int end = kept + count;
        deliveries = 0;
        boolean isEnd = opening.length > 0 && isEndOfResponse(room, end);
        incoming.take(room, end, (bytes, from, to) -> bodies.find(bytes, from, to, this::deliver));
        if (isEnd) {
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
