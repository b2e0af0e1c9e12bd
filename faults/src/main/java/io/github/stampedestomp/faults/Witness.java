package io.github.stampedestomp.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Two ordinary clients that do not know of any fault: one publishes fifty numbered messages in a second, the other
 * subscribes to them. What they feel, everybody does.
 */
final class Witness implements AutoCloseable {
    private static final long INTERVAL = Duration.ofMillis(20).toNanos();
    private static final int PATIENCE_SECONDS = 20;
    private static final String LAST = "last";

    private final WireClient publisher;
    private final WireClient subscriber;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(2);
    private final BitSet seen = new BitSet();
    private final List<Long> latencies = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private long doubled;
    private long outOfOrder;
    private long longestGap;
    private volatile long lastAt;
    private int lastNumber = -1;

    private Witness(WireClient publisher, WireClient subscriber) {
        this.publisher = publisher;
        this.subscriber = subscriber;
    }

    static Witness start(int port) throws IOException {
        Witness witness =
                new Witness(WireClient.connect(port), WireClient.connect(port).subscribed("0", "/topic/witness"));
        witness.lastAt = System.nanoTime();
        begin("witness-publisher", witness::publish, witness.done);
        begin("witness-subscriber", witness::subscribe, witness.done);
        return witness;
    }

    private interface Part {
        void run() throws IOException;
    }

    private static void begin(String name, Part part, CountDownLatch done) {
        Thread thread = new Thread(
                () -> {
                    try {
                        part.run();
                    } catch (IOException e) {
                        System.err.println(name + " was cut off: " + e); // what it misses is counted as lost
                    } finally {
                        done.countDown();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void publish() throws IOException {
        long next = System.nanoTime();
        while (!stopped.get()) {
            publisher.send(message(sent.getAndIncrement() + " " + System.nanoTime()));
            next = Math.max(next + INTERVAL, System.nanoTime() - INTERVAL);
            LockSupport.parkNanos(next - System.nanoTime());
        }
        publisher.send(message(LAST));
    }

    private static String message(String body) {
        return "SEND\ndestination:/topic/witness\n\n" + body + "^@";
    }

    private void subscribe() throws IOException {
        String body = body(subscriber.next());
        while (!body.equals(LAST)) {
            String[] words = body.split(" ", -1);
            take(Integer.parseInt(words[0]), Long.parseLong(words[1]), System.nanoTime());
            body = body(subscriber.next());
        }
    }

    private static String body(WireClient.Incoming message) throws IOException {
        String wire = message.wire();
        if (!wire.startsWith("MESSAGE\n")) {
            throw new IOException("the server said " + wire);
        }
        return wire.substring(wire.indexOf("\n\n") + 2, wire.lastIndexOf("^@"));
    }

    private void take(int number, long sentAt, long now) {
        longestGap = Math.max(longestGap, now - lastAt);
        lastAt = now;
        latencies.add(now - sentAt);
        doubled += seen.get(number) ? 1 : 0;
        outOfOrder += number < lastNumber ? 1 : 0;
        lastNumber = Math.max(lastNumber, number);
        seen.set(number);
    }

    /** Ends what is witnessed. {@return what was seen} */
    Testimony testify() {
        stopped.set(true);
        boolean isDone = isDone();
        Duration gap = Duration.ofNanos(isDone ? longestGap : Math.max(longestGap, System.nanoTime() - lastAt));
        return new Testimony(
                sent.get(), sent.get() - seen.cardinality(), doubled, outOfOrder, gap, latencyOf99Percent());
    }

    private boolean isDone() {
        try {
            return done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Duration latencyOf99Percent() {
        List<Long> sorted = latencies.stream().sorted().toList();
        return Duration.ofNanos(sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * 99 / 100));
    }

    @Override
    public void close() {
        stopped.set(true);
        try (publisher;
                subscriber) {
            done.countDown();
        } catch (IOException e) {
            System.err.println("a witness was closed with an error: " + e);
        }
    }
}
