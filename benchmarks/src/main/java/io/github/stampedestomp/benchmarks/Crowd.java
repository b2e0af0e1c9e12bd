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

    private final Server server;
    private final Bodies bodies;
    private final Wire prober;
    private final byte[] room;
    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Faults faults = new Faults();
    private long deliveries;

    Crowd(Server server, Bodies bodies) throws IOException {
        this.server = server;
        this.bodies = bodies;
        this.prober = Transport.WEBSOCKET.connect(server.port(), "");
        this.room = new byte[Math.max(LEAST_ROOM_BYTES, 4 * bodies.size())];
    }

    final Server server() {
        return server;
    }

    final Bodies bodies() {
        return bodies;
    }

    /** {@return a client that was let in, for what is to be sent while the others subscribe} */
    final Wire prober() {
        return prober;
    }

    /** {@return the socket of a client that was let in, and does not subscribe} */
    final SocketChannel connect() throws IOException {
        SocketChannel channel = Transport.WEBSOCKET.connect(server.port(), "").channel();
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
        transport.say(wire, server.port(), session, Requests.subscribe(id, destination));
        server.peer().awaitSubscribed(wire, prober, destination);
    }

    /** Takes in a client that has subscribed. {@return its socket} */
    final SocketChannel add(Transport transport, Wire wire, String session, LongConsumer numbers) throws IOException {
        SocketChannel channel = wire.channel();
        Client subscriber = transport.isAskedAgain()
                ? Subscriber.streamed(channel, transport.opening(session), bodies, numbers)
                : Subscriber.framed(channel, wire.frames(), bodies, numbers);
        add(channel, SelectionKey.OP_READ, subscriber);
        return channel;
    }

    /** Takes in a client that does nothing any more. */
    final void add(SocketChannel channel) {
        channels.add(channel);
    }

    /** Takes in a client, which acts when its socket is ready for something. */
    final void add(SocketChannel channel, int interest, Client client) throws IOException {
        channel.register(selector, interest, client);
        channels.add(channel);
    }

    /** {@return how many deliveries there were} */
    final long deliveries() {
        return deliveries;
    }

    @Override
    public final Faults faults() {
        return faults;
    }

    /** Takes note that a round begins now. */
    void startRound() {}

    /** Sends what may be on its way now. */
    abstract void publish(long most) throws IOException;

    /** Sends what the network has not taken yet. */
    abstract void flush() throws IOException;

    /** {@return how many deliveries there are to be of all that was sent} */
    abstract long expected();

    /** Takes note that nothing more is to come of what was sent. */
    abstract void end();

    /** {@return how long what was sent may take to arrive} */
    Duration patience() {
        return Duration.ofSeconds(60);
    }

    /** {@return how many milliseconds to wait for clients to be ready; 0 is not to wait} */
    long waitMillis() {
        return LOOK_EVERY_MILLIS;
    }

    /** Sends so many messages and waits until each has arrived. {@return how many deliveries} */
    final long run(int messages, int deliveriesOfEach) throws IOException {
        long before = deliveries;
        long goal = expected() + (long) messages * deliveriesOfEach;
        while (expected() < goal) {
            publish((goal - expected()) / deliveriesOfEach);
            look();
        }
        return awaitAll() - before;
    }

    @Override
    public Round run(Duration time) throws IOException {
        long before = deliveries;
        Meter meter = new Meter(server);
        startRound();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            publish(Long.MAX_VALUE / 2);
            look();
        }
        return meter.round(awaitAll() - before);
    }

    /** Lets all clients act that can. */
    final void look() throws IOException {
        long millis = waitMillis();
        if (millis > 0) {
            selector.select(this::act, millis);
        } else {
            selector.selectNow(this::act);
        }
    }

    /** {@return how many deliveries have come that are not counted as lost} */
    private long awaitAll() throws IOException {
        long deadline = System.nanoTime() + patience().toNanos();
        while (deliveries < expected() && System.nanoTime() - deadline < 0) {
            flush();
            look();
        }
        end();
        long arrived = deliveries;
        deliveries = expected();
        return arrived;
    }

    private void act(SelectionKey key) {
        try {
            deliveries += ((Client) key.attachment()).act(key, room);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        prober.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
