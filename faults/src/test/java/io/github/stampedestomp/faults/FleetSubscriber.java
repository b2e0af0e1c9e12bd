package io.github.stampedestomp.faults;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A user's client that subscribes to some topics and to what is sent to the user, and remembers what has come. */
final class FleetSubscriber implements Talk.Ear {
    /** Where messages to the user come, as publishers call it. */
    private final String own;

    private final String user;
    private final List<String> topics;
    private final Map<String, Came> cameByStream = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private Talk talk;
    private int subscribed;
    private boolean isOver;
    private long lastAt = System.nanoTime();
    private long longestGap;

    /** What has come of one stream. */
    private static final class Came {
        private final BitSet numbers = new BitSet();
        private int last = -1;
        private long doubled;
        private long outOfOrder;

        private void take(int number) {
            if (numbers.get(number)) {
                doubled++;
            } else if (number < last) {
                outOfOrder++;
            }
            numbers.set(number);
            last = Math.max(last, number);
        }
    }

    private FleetSubscriber(String user, List<String> topics) {
        this.user = user;
        this.own = "/user/" + user + "/queue/news";
        this.topics = topics;
    }

    static FleetSubscriber join(Swarm swarm, String user, List<String> topics) {
        FleetSubscriber subscriber = new FleetSubscriber(user, topics);
        swarm.execute(() -> subscriber.begin(Way.WEBSOCKET.talk(swarm, subscriber)));
        return subscriber;
    }

    private synchronized void begin(Talk begun) {
        talk = begun;
    }

    @Override
    public synchronized void opened() {
        talk.say("CONNECT\naccept-version:1.2\nhost:localhost\nlogin:" + user + "\n\n^@");
    }

    @Override
    public synchronized void heard(String frame) {
        if (frame.startsWith("MESSAGE\n")) {
            take(frame);
        } else if (frame.startsWith("CONNECTED\n")) {
            subscribe(0, "/user/queue/news");
            for (int i = 0; i < topics.size(); i++) {
                subscribe(i + 1, topics.get(i));
            }
        } else if (frame.startsWith("RECEIPT\n")) {
            subscribed++;
        } else {
            words.add(frame);
        }
    }

    private void subscribe(int id, String destination) {
        talk.say("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\nreceipt:" + id + "\n\n^@");
    }

    /** A body is the name of a stream, a number, and something to be carried. */
    private void take(String frame) {
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - lastAt);
        lastAt = now;
        int start = frame.indexOf("\n\n") + 2;
        int end = frame.indexOf(' ', start);
        int number = Integer.parseInt(frame, end + 1, frame.indexOf(' ', end + 1), 10);
        cameByStream
                .computeIfAbsent(frame.substring(start, end), stream -> new Came())
                .take(number);
    }

    @Override
    public synchronized void over(String why) {
        isOver = true;
        words.add(why);
    }

    String user() {
        return user;
    }

    synchronized boolean hasSubscribed() {
        return subscribed == topics.size() + 1;
    }

    /** {@return whether the server has ended the conversation} */
    synchronized boolean isOver() {
        return isOver;
    }

    /** {@return what it has heard beside messages and receipts} */
    synchronized List<String> words() {
        return List.copyOf(words);
    }

    /** {@return the milliseconds of the longest silence since this was asked last} */
    synchronized long longestGapMillis() {
        long longest = longestGap;
        longestGap = 0;
        lastAt = System.nanoTime();
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }

    synchronized long received() {
        return cameByStream.values().stream()
                .mapToLong(came -> came.numbers.cardinality())
                .sum();
    }

    synchronized long doubled() {
        return cameByStream.values().stream().mapToLong(came -> came.doubled).sum();
    }

    synchronized long outOfOrder() {
        return cameByStream.values().stream().mapToLong(came -> came.outOfOrder).sum();
    }

    /** {@return which numbers of a stream have not come, none if it is not meant for this subscriber} */
    synchronized BitSet missing(String destination, String stream, BitSet numbers) {
        BitSet missing = new BitSet();
        if (destination.equals(own) || topics.contains(destination)) {
            missing.or(numbers);
            Came came = cameByStream.get(stream);
            if (came != null) {
                missing.andNot(came.numbers);
            }
        }
        return missing;
    }
}
