package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One publisher, subscribers that read, and one more that never does; all of them connect afresh for each round. */
final class SlowReader implements Workload {
    private final Server server;
    private final Load.BesideOne load;
    private final Faults faults = new Faults();

    SlowReader(Server server, Load.BesideOne load) {
        this.server = server;
        this.load = load;
    }

    @Override
    public Round run(Duration time) throws IOException {
        long heap = server.heapBytes();
        try (Readers readers = new Readers(server, load)) {
            readers.enter();
            Round round = readers.run(time);
            faults.add(readers.faults());
            return round.without(Figure.CPU_PER_DELIVERY)
                    .without(Figure.ALLOCATED_PER_DELIVERY)
                    .put(Figure.LONGEST_GAP, readers.longestGap())
                    .put(Figure.HEAP_GAINED, server.heapBytes() - heap);
        }
    }

    @Override
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {}

    /** Those of one round. */
    private static final class Readers extends Crowd {
        private static final String DESTINATION = Transport.WEBSOCKET.destination();
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final List<Reader> readers = new ArrayList<>();
        private final Load.BesideOne load;
        private final Publisher publisher;

        Readers(Server server, Load.BesideOne load) throws IOException {
            super(server, new Bodies(load.bodyBytes()));
            this.load = load;
            this.publisher = publisher(connect(), DESTINATION);
        }

        void enter() throws IOException {
            int port = server().port();
            Wire slow = Transport.WEBSOCKET.enter(Wire.openNarrow(port), port, "");
            subscribe(Transport.WEBSOCKET, slow, "", "0", DESTINATION);
            add(slow.channel());
            for (int i = 0; i < load.readers(); i++) {
                Wire wire = Transport.WEBSOCKET.connect(port, "");
                subscribe(Transport.WEBSOCKET, wire, "", "0", DESTINATION);
                Reader reader = new Reader(faults());
                readers.add(reader);
                add(Transport.WEBSOCKET, wire, "", reader::arrive);
            }
            readers.forEach(Reader::begin);
        }

        long longestGap() {
            return readers.stream().mapToLong(reader -> reader.longestGap).max().orElse(0);
        }

        @Override
        Duration patience() {
            return PATIENCE;
        }

        @Override
        void publish(long most) throws IOException {
            long window = deliveries() / load.readers() + load.window();
            publisher.publish(Math.min(window, publisher.published() + most));
        }

        @Override
        void flush() throws IOException {
            publisher.flush();
        }

        @Override
        long expected() {
            return publisher.published() * load.readers();
        }

        @Override
        void end() {
            readers.forEach(reader -> reader.end(publisher.published()));
        }
    }

    /** What one of those that read has got, and when. */
    private static final class Reader {
        private final DeliveryOrder order;
        private long arrived;
        private long last;
        private long longestGap;

        Reader(Faults faults) {
            order = new DeliveryOrder(faults);
        }

        void begin() {
            last = System.nanoTime();
        }

        void arrive(long number) {
            order.accept(number);
            arrived++;
            longestGap = Math.max(longestGap, System.nanoTime() - last);
            begin();
        }

        void end(long sent) {
            if (arrived < sent) {
                longestGap = Math.max(longestGap, System.nanoTime() - last);
            }
            order.end(sent);
        }
    }
}
