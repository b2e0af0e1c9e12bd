package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One publisher that sends to many topics in no order, each of which one client subscribes to. */
final class Topics extends Crowd {
    /** The number of a message is that of its topic times this, plus how many have gone to the topic. */
    private static final long MOST_IN_A_TOPIC = 1_000_000_000;

    private static final int ROOM_BYTES = 64 * 1024;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<DeliveryOrder> orders = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();
    private final ByteBuffer unsent = ByteBuffer.allocate(ROOM_BYTES).flip();
    private final Load.ToTopics load;
    private final Bodies bodies;
    private final SocketChannel publishing;
    private final long[] publishedByTopic;
    private long published;

    private Topics(Server server, Load.ToTopics load, Bodies bodies) throws IOException {
        super(server, bodies);
        this.load = load;
        this.bodies = bodies;
        this.publishedByTopic = new long[load.topics()];
        this.publishing = connect();
        String body = "x".repeat(load.bodyBytes());
        for (int i = 0; i < load.topics(); i++) {
            orders.add(new DeliveryOrder(faults()));
            messages.add(Requests.message("SEND\ndestination:" + destination(i) + "\n\n" + body + "\0"));
        }
    }

    static Topics open(Server server, Load.ToTopics load) throws IOException {
        Topics opened = new Topics(server, load, new Bodies(load.bodyBytes()));
        Subscribing subscribing = new Subscribing(server, opened.prober());
        for (int i = 0; i < load.subscribers(); i++) {
            Wire wire = Transport.WEBSOCKET.connect(server.port(), "");
            List<String> destinations = new ArrayList<>();
            for (int topic = i; topic < load.topics(); topic += load.subscribers()) {
                destinations.add(destination(topic));
            }
            subscribing.subscribe(wire, destinations);
            opened.add(Transport.WEBSOCKET, wire, "", opened::arrive);
        }
        subscribing.awaitLast();
        return opened;
    }

    private static String destination(int topic) {
        return "/topic/room-" + topic;
    }

    private void arrive(long number) {
        orders.get((int) (number / MOST_IN_A_TOPIC)).accept(number % MOST_IN_A_TOPIC);
    }

    @Override
    void publish(long most) throws IOException {
        long last = Math.min(deliveries() + load.window(), published + most);
        unsent.compact();
        while (published < last && unsent.remaining() >= longest()) {
            int topic = random.nextInt(load.topics());
            byte[] message = messages.get(topic);
            publishedByTopic[topic]++;
            published++;
            bodies.write(
                    topic * MOST_IN_A_TOPIC + publishedByTopic[topic], message, message.length - 1 - bodies.size());
            unsent.put(message);
        }
        unsent.flip();
        flush();
    }

    private int longest() {
        return messages.get(messages.size() - 1).length;
    }

    @Override
    void flush() throws IOException {
        if (unsent.hasRemaining()) {
            publishing.write(unsent);
        }
    }

    @Override
    long expected() {
        return published;
    }

    @Override
    void end() {
        for (int i = 0; i < orders.size(); i++) {
            orders.get(i).end(publishedByTopic[i]);
        }
    }
}
