package io.github.stampedestomp.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Publishes numbered messages to destinations in turn, and asks for the receipt of each. When its server ends the conversation, it
 * goes on at the next server, with streams of new names; what was not confirmed it does not send again.
 */
final class FleetPublisher implements Talk.Ear {
    private static final Duration BEFORE_COMING_AGAIN = Duration.ofMillis(200);

    private final String name;
    private final List<Swarm> servers;
    private final List<String> destinations;
    private final Pace pace;
    private final Map<Integer, Sent> unconfirmed = new LinkedHashMap<>();
    private final Map<Sent.Stream, BitSet> confirmedByStream = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private int server;
    private int life;
    private int sent;
    private int sentInLife;
    private boolean isConnected;
    private boolean isStopped;
    private long lastAt = System.nanoTime();
    private long longestGap;
    private Talk talk;

    /**
     * How much is published.
     *
     * @param messages in all
     * @param atOnce so many may await their receipts
     * @param interval between two messages
     * @param bytes of a body, beside its name and number
     */
    record Pace(int messages, int atOnce, Duration interval, int bytes) {
        /** {@return so many messages, as fast as the receipts come} */
        static Pace of(int messages) {
            return new Pace(messages, 50, Duration.ZERO, 10);
        }

        /** {@return a message now and then, until it is stopped} */
        static Pace every(Duration interval, int atOnce, int bytes) {
            return new Pace(Integer.MAX_VALUE, atOnce, interval, bytes);
        }
    }

    private record Sent(Stream stream, int number) {
        /** What one life of a publisher sends to one destination. */
        record Stream(String destination, String name) {}
    }

    private FleetPublisher(String name, List<Swarm> servers, int server, List<String> destinations, Pace pace) {
        this.name = name;
        this.servers = servers;
        this.server = server;
        this.destinations = destinations;
        this.pace = pace;
    }

    static FleetPublisher begin(String name, List<Swarm> servers, int first, List<String> destinations, Pace pace) {
        FleetPublisher publisher = new FleetPublisher(name, servers, first, destinations, pace);
        publisher.swarm().execute(publisher::come);
        return publisher;
    }

    private Swarm swarm() {
        return servers.get(server % servers.size());
    }

    private synchronized void come() {
        if (isStopped) {
            return;
        }
        try {
            talk = Way.WEBSOCKET.talk(swarm(), this);
        } catch (IllegalStateException e) {
            over("the server cannot be reached");
        }
    }

    @Override
    public synchronized void opened() {
        talk.say("CONNECT\naccept-version:1.2\nhost:localhost\nlogin:" + name + "\n\n^@");
    }

    @Override
    public synchronized void heard(String frame) {
        if (frame.startsWith("CONNECTED\n")) {
            isConnected = true;
            sentInLife = 0;
            publish(life);
        } else if (frame.startsWith("RECEIPT\n")) {
            int start = frame.indexOf("receipt-id:") + "receipt-id:".length();
            confirm(Integer.parseInt(frame, start, frame.indexOf('\n', start), 10));
        } else {
            words.add(frame);
        }
    }

    private void confirm(int receipt) {
        Sent confirmed = unconfirmed.remove(receipt);
        confirmedByStream
                .computeIfAbsent(confirmed.stream(), stream -> new BitSet())
                .set(confirmed.number());
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastAt);
        lastAt = now;
        if (pace.interval().isZero()) {
            publish(life);
        }
    }

    private synchronized void publish(int begunIn) {
        if (begunIn != life || !isConnected || isStopped) {
            return;
        }
        do {
            if (sent < pace.messages() && unconfirmed.size() < pace.atOnce()) {
                publishOne();
            }
        } while (pace.interval().isZero() && sent < pace.messages() && unconfirmed.size() < pace.atOnce());
        if (!pace.interval().isZero()) {
            swarm().in(pace.interval(), () -> publish(begunIn));
        }
    }

    private void publishOne() {
        String destination = destinations.get(sentInLife % destinations.size());
        int number = sentInLife / destinations.size();
        String stream = name + "." + life + "@" + destination;
        unconfirmed.put(sent, new Sent(new Sent.Stream(destination, stream), number));
        talk.say("SEND\ndestination:" + destination + "\nreceipt:" + sent + "\n\n" + stream + " " + number + " "
                + "x".repeat(pace.bytes()) + "^@");
        sent++;
        sentInLife++;
    }

    @Override
    public synchronized void over(String why) {
        words.add(why);
        isConnected = false;
        unconfirmed.clear();
        life++;
        server++;
        Swarm next = swarm();
        next.execute(() -> next.in(BEFORE_COMING_AGAIN, this::come));
    }

    /** Publishes no more. */
    synchronized void stop() {
        isStopped = true;
    }

    synchronized boolean isDone() {
        return (isStopped || sent == pace.messages()) && unconfirmed.isEmpty();
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int confirmed() {
        return confirmedByStream.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    /** {@return what it has heard beside receipts, and how its conversations have ended} */
    synchronized List<String> words() {
        return List.copyOf(words);
    }

    /** {@return the milliseconds of the longest time without a receipt since this was asked last} */
    synchronized long longestGapMillis() {
        long longest = longestGap;
        longestGap = 0;
        lastAt = System.nanoTime();
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    /** {@return what was confirmed and has not reached a subscriber that it was meant for} */
    synchronized List<String> missingAt(FleetSubscriber subscriber) {
        List<String> missing = new ArrayList<>();
        confirmedByStream.forEach((stream, numbers) -> {
            BitSet lost = subscriber.missing(stream.destination(), stream.name(), numbers);
            lost.stream().forEach(number -> missing.add(stream.name() + " " + number));
        });
        return missing;
    }
}
