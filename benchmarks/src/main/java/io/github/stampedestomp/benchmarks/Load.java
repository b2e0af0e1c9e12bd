package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What clients do, whatever server they do it to. */
sealed interface Load {
    /** {@return all that servers are compared by} */
    static List<Load> all() {
        return List.of(
                new ToAll("fan-out-64", 100, 64, 128),
                new ToAll("fan-out-1k", 100, 1024, 128),
                new ToAll("fan-out-64k", 20, 64 * 1024, 8),
                new ToPartners("pairs-4", 100, 64, 4),
                new ToPartners("pairs-1", 100, 64, 1),
                new ToTopics("topics-1k", 100, 1000, 64, 128),
                new ToTopics("topics-10k", 100, 10_000, 64, 128),
                new ToTopics("topics-100k", 100, 100_000, 64, 128));
    }

    /** {@return the name by which it is chosen} */
    String name();

    /** Connects the clients to a server. */
    Workload open(Server server) throws IOException;

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
}
