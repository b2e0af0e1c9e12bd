package io.github.stampedestomp.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishers that send with receipts, as fast as they get them, to some topics, and subscribers that subscribe to all of
 * these, over several transports, until the server closes them.
 *
 * <pre>
 * 20 publishers ─▶ 10 topics ─▶ 20 subscribers, each to all topics
 * </pre>
 */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 20;
    private static final int TOPICS = 10;
    private static final int PATIENCE_SECONDS = 60;
    private static final List<Transport> TRANSPORTS = List.of(
            Transport.WEBSOCKET,
            Transport.SOCKJS_WEBSOCKET,
            Transport.XHR_POLLING,
            Transport.SOCKJS_RAW_WEBSOCKET,
            Transport.EVENTSOURCE);

    /** What a client has seen when the server has closed it. */
    private record Seen(int closeCode, List<String> bodies) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<Seen>> subscribers = new ArrayList<>();
    private final List<Future<Seen>> publishers = new ArrayList<>();
    private final Queue<String> confirmed = new ConcurrentLinkedQueue<>();

    /** Begins, with all subscriptions confirmed. */
    Load(int port) {
        for (int i = 0; i < CLIENTS; i++) {
            StompClient subscriber = TRANSPORTS.get(i % TRANSPORTS.size()).open(port);
            subscriber.connect("subscriber");
            for (int topic = 0; topic < TOPICS; topic++) {
                subscriber.subscribe("/topic/" + topic);
            }
            subscribers.add(start(() -> readAll(subscriber)));
        }
        for (int i = 0; i < CLIENTS; i++) {
            StompClient publisher = TRANSPORTS.get(i % TRANSPORTS.size()).open(port);
            publisher.connect("publisher");
            String name = "p" + i + "-";
            publishers.add(start(() -> publish(publisher, name)));
        }
    }

    private Future<Seen> start(Callable<Seen> client) {
        return threads.submit(client);
    }

    private static Seen readAll(StompClient subscriber) {
        try (subscriber) {
            List<String> bodies = new ArrayList<>();
            String frame = subscriber.next();
            while (!frame.equals(StompClient.CLOSED)) {
                bodies.add(frame.substring(frame.indexOf("\n\n") + 2, frame.indexOf("^@")));
                frame = subscriber.next();
            }
            return new Seen(subscriber.closeCode(), bodies);
        }
    }

    private Seen publish(StompClient publisher, String name) {
        try (publisher) {
            for (int i = 0; true; i++) {
                publisher.send("SEND\ndestination:/topic/" + i % TOPICS + "\nreceipt:r\n\n" + name + i + "^@");
                if (publisher.next().equals(StompClient.CLOSED)) {
                    return new Seen(publisher.closeCode(), List.of());
                }
                confirmed.add(name + i);
            }
        }
    }

    /** Waits until so many messages were confirmed. */
    void awaitConfirmed(int messages) {
        Await.until(messages + " messages confirmed", () -> confirmed.size() >= messages);
    }

    /** {@return the messages that were confirmed by a RECEIPT, once all publishers are closed} */
    Collection<String> confirmed() {
        publishers.forEach(Load::seen);
        return List.copyOf(confirmed);
    }

    /** {@return what of some messages has not reached a subscriber exactly once, once all are closed} */
    List<String> missed(Collection<String> messages) {
        List<String> missed = new ArrayList<>();
        for (Future<Seen> subscriber : subscribers) {
            List<String> bodies = seen(subscriber).bodies();
            Set<String> once = new HashSet<>(bodies);
            if (once.size() != bodies.size()) {
                missed.add("some came twice");
            }
            messages.stream().filter(message -> !once.contains(message)).forEach(missed::add);
        }
        return missed;
    }

    /** {@return how many messages the subscribers have got, once all are closed} */
    long delivered() {
        return subscribers.stream()
                .mapToLong(each -> seen(each).bodies().size())
                .sum();
    }

    /** {@return the codes with which clients were closed, once all are} */
    Set<Integer> closeCodes() {
        Set<Integer> codes = new HashSet<>();
        publishers.forEach(each -> codes.add(seen(each).closeCode()));
        subscribers.forEach(each -> codes.add(seen(each).closeCode()));
        return codes;
    }

    private static Seen seen(Future<Seen> client) {
        try {
            return client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a client was not closed in order", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
