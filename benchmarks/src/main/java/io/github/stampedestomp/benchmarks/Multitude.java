package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Many clients of one topic, that come at once. */
final class Multitude extends Crowd {
    static final String DESTINATION = Transport.WEBSOCKET.destination();

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(1);
    private static final int MOST_ON_THEIR_WAY = 128;
    /** Ports of clients that have gone stay taken for a minute, those of one address. */
    private static final int ADDRESSES = 32;

    private static final boolean HAS_MANY_ADDRESSES =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");

    private final List<DeliveryOrder> orders = new ArrayList<>();
    private final Load.ToMany load;
    private final Publisher publisher;
    private int begun;
    private int connected;
    private int subscribed;

    Multitude(Server server, Load.ToMany load) throws IOException {
        super(server, new Bodies(load.bodyBytes()));
        this.load = load;
        this.publisher = publisher(connect(), DESTINATION);
    }

    /** Lets all clients connect and subscribe, some at a time. */
    void arrive() throws IOException {
        long start = System.nanoTime();
        long probed = start;
        while (subscribed < load.clients()) {
            while (begun < load.clients() && begun - connected < MOST_ON_THEIR_WAY) {
                begin();
            }
            look();
            long now = System.nanoTime();
            if (now - start > PATIENCE.toNanos()) {
                throw new IOException("only %,d of %,d clients have come".formatted(subscribed, load.clients()));
            }
            if (isToBeProbed() && (probed == start || now - probed > PROBE_EVERY.toNanos())) {
                prober().write(Requests.message("SEND\ndestination:" + DESTINATION + "\n\n?\0"));
                probed = now;
            }
        }
    }

    /** {@return what tells a client that it has subscribed} */
    String confirmation() {
        return server().peer().givesReceipts() ? "receipt-id:here" : "MESSAGE\n";
    }

    /** Without receipts, a message shows who has subscribed. */
    private boolean isToBeProbed() {
        return connected == load.clients() && !server().peer().givesReceipts();
    }

    private void begin() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        if (HAS_MANY_ADDRESSES) {
            channel.bind(new InetSocketAddress("127.0.0." + (2 + begun % ADDRESSES), 0));
        }
        DeliveryOrder order = new DeliveryOrder(faults());
        orders.add(order);
        begun++;
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server().port()));
        add(channel, SelectionKey.OP_CONNECT, new Newcomer(this, order));
    }

    /** Takes note that one client was let in and has asked to subscribe. */
    void connected() {
        connected++;
    }

    /** Takes note that one client has subscribed. {@return what it is from now on} */
    Subscriber subscribed(SocketChannel channel, Incoming incoming, DeliveryOrder order) {
        subscribed++;
        return Subscriber.framed(channel, incoming, bodies(), order::accept);
    }

    /** Sends messages, each when the one before has reached all. {@return what they have cost} */
    Round tell() throws IOException {
        Meter meter = new Meter(server());
        long arrived = run(load.messages(), load.clients());
        double seconds = meter.seconds();
        return meter.round(arrived)
                .without(Figure.DELIVERIES_PER_SECOND)
                .without(Figure.ALLOCATED_PER_DELIVERY)
                .put(Figure.TIME_TO_ALL, Duration.ofSeconds(1).toNanos() * seconds / load.messages());
    }

    @Override
    void publish(long most) throws IOException {
        if (deliveries() == expected() && most > 0) {
            publisher.publish(publisher.published() + 1);
        }
    }

    @Override
    void flush() throws IOException {
        publisher.flush();
    }

    @Override
    long expected() {
        return publisher.published() * load.clients();
    }

    @Override
    void end() {
        orders.forEach(order -> order.end(publisher.published()));
    }
}
