package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The clients of a workload, all on the thread that calls. */
abstract class Crowd implements Workload {
    private static final int LEAST_ROOM_BYTES = 256 * 1024;
    private static final int LOOK_EVERY_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final Peer peer;
    private final Bodies bodies;
    private final Wire prober;
    private final byte[] room;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Faults faults = new Faults();
    private long deliveries;

    Crowd(int port, Peer peer, Bodies bodies) throws IOException {
        this.port = port;
        this.peer = peer;
        this.bodies = bodies;
        this.prober = Transport.WEBSOCKET.connect(port, "");
        this.room = new byte[Math.max(LEAST_ROOM_BYTES, 4 * bodies.size())];
    }

    /** {@return the socket of a client that was let in, and does not subscribe} */
    final SocketChannel connect() throws IOException {
        SocketChannel channel = Transport.WEBSOCKET.connect(port, "").channel();
        channels.add(channel);
        return channel;
    }

    /** {@return one who publishes as a client that is here} */
    final Publisher publisher(SocketChannel channel, String destination) {
        return new Publisher(channel, destination, bodies);
    }

    /** Lets a client subscribe, and waits until it has. */
    final void subscribe(Transport transport, Wire wire, String session, String id, String destination)
            throws IOException {
        transport.say(wire, port, session, Requests.subscribe(id, destination));
        peer.awaitSubscribed(wire, prober, destination);
    }

    /** Takes in a client that has subscribed. {@return its socket} */
    final SocketChannel add(Transport transport, Wire wire, String session, LongConsumer numbers) throws IOException {
        SocketChannel channel = wire.channel();
        Subscriber subscriber = new Subscriber(transport, channel, transport.opening(session), bodies, numbers);
        channel.register(selector, SelectionKey.OP_READ, subscriber);
        channels.add(channel);
        return channel;
    }

    /** {@return how many deliveries there were} */
    final long deliveries() {
        return deliveries;
    }

    @Override
    public final Faults faults() {
        return faults;
    }

    /** Sends what may be on its way now. */
    abstract void publish(long most) throws IOException;

    /** Sends what the network has not taken yet. */
    abstract void flush() throws IOException;

    /** {@return how many deliveries there are to be of all that was sent} */
    abstract long expected();

    /** Takes note that nothing more is to come of what was sent. */
    abstract void end();

    /** Sends so many messages and waits until each has arrived. */
    final void run(int messages, int deliveriesOfEach) throws IOException {
        long goal = expected() + (long) messages * deliveriesOfEach;
        while (expected() < goal) {
            publish((goal - expected()) / deliveriesOfEach);
            selector.select(this::read, LOOK_EVERY_MILLIS);
        }
        awaitAll();
    }

    @Override
    public final long run(Duration time) throws IOException {
        long before = expected();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            publish(Long.MAX_VALUE / 2);
            selector.select(this::read, LOOK_EVERY_MILLIS);
        }
        awaitAll();
        return expected() - before;
    }

    private void awaitAll() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (deliveries < expected() && System.nanoTime() - deadline < 0) {
            flush();
            selector.select(this::read, LOOK_EVERY_MILLIS);
        }
        end();
        deliveries = expected();
    }

    private void read(SelectionKey key) {
        try {
            deliveries += ((Subscriber) key.attachment()).read(room);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void close() throws IOException {
        prober.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
