package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One publisher and the subscribers of all it sends, with a bounded number of messages on their way. */
final class FanOut extends Crowd {
    private final List<DeliveryOrder> orders = new ArrayList<>();
    private final Transport transport;
    private final Load.ToAll load;
    private final Publisher publisher;

    private FanOut(Server server, Transport transport, Load.ToAll load) throws IOException {
        super(server, new Bodies(load.bodyBytes()));
        this.transport = transport;
        this.load = load;
        this.publisher = publisher(connect(), transport.destination());
    }

    static FanOut open(Server server, Transport transport, Load.ToAll load) throws IOException {
        FanOut opened = new FanOut(server, transport, load);
        for (int i = 0; i < load.subscribers(); i++) {
            String session = transport.name() + i;
            DeliveryOrder order = new DeliveryOrder(opened.faults());
            opened.orders.add(order);
            Wire wire = transport.connect(server.port(), session);
            opened.subscribe(transport, wire, session, "0", transport.destination());
            opened.add(transport, wire, session, order::accept);
        }
        return opened;
    }

    Transport transport() {
        return transport;
    }

    @Override
    void publish(long most) throws IOException {
        long window = deliveries() / load.subscribers() + load.window();
        publisher.publish(Math.min(window, publisher.published() + most));
    }

    @Override
    void flush() throws IOException {
        publisher.flush();
    }

    @Override
    long expected() {
        return publisher.published() * load.subscribers();
    }

    @Override
    void end() {
        orders.forEach(order -> order.end(publisher.published()));
    }
}
