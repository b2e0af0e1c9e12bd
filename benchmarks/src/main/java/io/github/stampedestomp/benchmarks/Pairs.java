package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Clients of which each sends to its partner and to nobody else, with a bounded number of its messages on their way. */
final class Pairs extends Crowd {
    /** What one client sends to its partner. */
    private static final class Way {
        private final DeliveryOrder order;
        private long arrived;

        Way(Faults faults) {
            order = new DeliveryOrder(faults);
        }

        void arrive(long number) {
            order.accept(number);
            arrived++;
        }
    }

    private final int window;
    private final List<Way> ways = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();

    private Pairs(Server server, Load.ToPartners load) throws IOException {
        super(server, new Bodies(load.bodyBytes()));
        this.window = load.window();
    }

    static Pairs open(Server server, Load.ToPartners load) throws IOException {
        Pairs opened = new Pairs(server, load);
        for (int i = 0; i < load.clients(); i++) {
            Way way = new Way(opened.faults()); // what comes to this client
            opened.ways.add(way);
            Wire wire = Transport.WEBSOCKET.connect(server.port(), "");
            opened.subscribe(Transport.WEBSOCKET, wire, "", "0", destination(i));
            SocketChannel channel = opened.add(Transport.WEBSOCKET, wire, "", way::arrive);
            opened.publishers.add(opened.publisher(channel, destination(partner(i))));
        }
        return opened;
    }

    private static int partner(int client) {
        return client ^ 1;
    }

    private static String destination(int client) {
        return "/topic/pair-" + client;
    }

    @Override
    void publish(long most) throws IOException {
        for (int i = 0; i < publishers.size(); i++) {
            Publisher publisher = publishers.get(i);
            long last = ways.get(partner(i)).arrived + window;
            if (publisher.published() < last) {
                publisher.publish(Math.min(last, publisher.published() + most));
            }
        }
    }

    @Override
    void flush() throws IOException {
        for (Publisher publisher : publishers) {
            publisher.flush();
        }
    }

    @Override
    long expected() {
        return publishers.stream().mapToLong(Publisher::published).sum();
    }

    @Override
    void end() {
        for (int i = 0; i < publishers.size(); i++) {
            Way way = ways.get(partner(i));
            way.order.end(publishers.get(i).published());
            way.arrived = publishers.get(i).published();
        }
    }
}
