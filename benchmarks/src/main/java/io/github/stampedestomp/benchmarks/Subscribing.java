package io.github.stampedestomp.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Lets clients subscribe to many destinations each, all at once: only the last is waited for. */
final class Subscribing {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Server server;
    private final Wire prober;
    private final long start = System.nanoTime();

    /**
     * Starts now.
     *
     * @param prober a client that was let in, to send a first message where there are no receipts
     */
    Subscribing(Server server, Wire prober) {
        this.server = server;
        this.prober = prober;
    }

    /** Lets a client subscribe; where there are no receipts, some of it may be under way still. */
    void subscribe(Wire wire, List<String> destinations) throws IOException {
        requireTime();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int last = destinations.size() - 1;
        for (int i = 0; i < last; i++) {
            all.writeBytes(Requests.message(Requests.subscribeUnconfirmed(Integer.toString(i), destinations.get(i))));
        }
        all.writeBytes(Requests.message(Requests.subscribe(Integer.toString(last), destinations.get(last))));
        wire.write(all.toByteArray());
        server.peer().awaitSubscribed(wire, prober, destinations.get(last));
    }

    /** Waits until all subscriptions have been made. */
    void awaitLast() throws IOException {
        if (!server.peer().givesReceipts() && !server.rests(PATIENCE.minusNanos(System.nanoTime() - start))) {
            throw new IOException("it is still busy");
        }
        requireTime();
    }

    private void requireTime() throws IOException {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
            throw new IOException("its clients take longer than five minutes to subscribe");
        }
    }
}
