package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What clients do, whatever server they do it to. */
sealed interface Load {
    /** {@return all that servers are compared by, if nothing else is chosen} */
    static List<Load> all() {
        return List.of(
                new ToAll("fan-out-64", 100, 64, 128),
                new ToAll("fan-out-1k", 100, 1024, 128),
                new ToAll("fan-out-64k", 20, 64 * 1024, 8),
                new ToPartners("pairs-4", 100, 64, 4),
                new ToPartners("pairs-1", 100, 64, 1),
                new AtTimes("steady", 100, 256, 200),
                new ToTopics("topics-1k", 100, 1000, 64, 128),
                new ToTopics("topics-10k", 100, 10_000, 64, 128),
                new ToTopics("topics-100k", 100, 100_000, 64, 128),
                new BesideOne("slow-reader", 19, 1024, 32),
                new ToMany("idle", 10_000, 64, 10));
    }

    /** {@return all that may be chosen, with those that need a broker} */
    static List<Load> known() {
        return Stream.concat(
                        all().stream(),
                        Stream.of(
                                new ThroughBroker(new ToAll("relay-1000", 1000, 64, 16)),
                                new ThroughBroker(new AtTimes("relay-1000-steady", 1000, 64, 2))))
                .toList();
    }

    /** {@return the name by which it is chosen} */
    String name();

    /** Connects the clients to a server. */
    Workload open(Server server) throws IOException;

    /** {@return how many rounds are not counted, if nothing else is chosen} */
    default int warmUpRounds() {
        return 4;
    }

    /** {@return whether each server is started for it alone, without room for large messages, and stopped before the next} */
    default boolean needsServersOfItsOwn() {
        return false;
    }

    /** {@return whether it is for servers that hand messages on through a broker, and for them alone} */
    default boolean needsBroker() {
        return false;
    }

    /** {@return how many open files it takes each process} */
    default long descriptors() {
        return 1000;
    }

    /** {@return a size of bodies in words} */
    static String size(int bytes) {
        return bytes < 1024 ? bytes + " B" : bytes / 1024 + " KiB";
    }

    /**
     * One publisher sends to a topic that all others subscribe to.
     *
     * @param window how many messages are on their way to the average subscriber at most
     */
    record ToAll(String name, int subscribers, int bodyBytes, int window) implements Load {
        @Override
        public Workload open(Server server) throws IOException {
            return FanOut.open(server, Transport.WEBSOCKET, this);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "1 to %d, %s, %d in flight", subscribers, size(bodyBytes), window);
        }
    }

    /**
     * Each client sends to a topic that its partner alone subscribes to.
     *
     * @param window how many messages of each client are on their way at most
     */
    record ToPartners(String name, int clients, int bodyBytes, int window) implements Load {
        @Override
        public Workload open(Server server) throws IOException {
            return Pairs.open(server, this);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d clients in pairs, %s, %d in flight each", clients, size(bodyBytes), window);
        }
    }

    /**
     * One publisher sends to topics in no order, each of which one client subscribes to.
     *
     * @param window how many messages are on their way at most
     */
    record ToTopics(String name, int subscribers, int topics, int bodyBytes, int window) implements Load {
        @Override
        public Workload open(Server server) throws IOException {
            return Topics.open(server, this);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d topics on %d connections, %s, %d in flight",
                    topics,
                    subscribers,
                    size(bodyBytes),
                    window);
        }
    }

    /** One publisher sends at times fixed beforehand to a topic that all others subscribe to. */
    record AtTimes(String name, int subscribers, int bodyBytes, int messagesPerSecond) implements Load {
        @Override
        public Workload open(Server server) throws IOException {
            return Steady.open(server, this);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "1 to %d, %s, %d messages/s", subscribers, size(bodyBytes), messagesPerSecond);
        }
    }

    /**
     * One publisher sends to a topic that all others subscribe to, of whom one never reads.
     *
     * @param readers how many do read
     * @param window how many messages are on their way to the average reader at most
     */
    record BesideOne(String name, int readers, int bodyBytes, int window) implements Load {
        @Override
        public Workload open(Server server) {
            return new SlowReader(server, this);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "1 to %d and one who does not read, %s, %d in flight",
                    readers,
                    size(bodyBytes),
                    window);
        }
    }

    /**
     * Many clients connect and subscribe to one topic, to which little is sent.
     *
     * @param messages how many, each when the one before has reached all
     */
    record ToMany(String name, int clients, int bodyBytes, int messages) implements Load {
        @Override
        public Workload open(Server server) throws IOException {
            return new Idle(server, this);
        }

        @Override
        public int warmUpRounds() {
            return 1;
        }

        @Override
        public boolean needsServersOfItsOwn() {
            return true;
        }

        @Override
        public long descriptors() {
            return clients + 500L;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,d connections, then %d messages of %s to all", clients, messages, size(bodyBytes));
        }
    }

    /** Clients of a server that hands on their messages through a broker. */
    record ThroughBroker(Load load) implements Load {
        private static final long DESCRIPTORS = 2500; // a server may have a connection to the broker for each client

        @Override
        public String name() {
            return load.name();
        }

        @Override
        public Workload open(Server server) throws IOException {
            return load.open(server);
        }

        @Override
        public boolean needsBroker() {
            return true;
        }

        @Override
        public long descriptors() {
            return DESCRIPTORS;
        }

        @Override
        public String toString() {
            return load + ", through RabbitMQ";
        }
    }
}
