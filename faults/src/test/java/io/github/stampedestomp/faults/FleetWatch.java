package io.github.stampedestomp.faults;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again at one server of a fleet: when its readiness turns red and green, and how much awaits confirmation. */
final class FleetWatch implements AutoCloseable {
    private static final long EVERY = Duration.ofMillis(20).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerProcess server;
    private final List<Turn> turns = new ArrayList<>();
    private final Thread thread = new Thread(this::look, "fleet-watch");
    private volatile boolean isOver;
    private volatile double mostUnconfirmedBytes;

    /** A moment from which on a server was ready, or was not. */
    record Turn(long nanoTime, Health health) {}

    private FleetWatch(ServerProcess server) {
        this.server = server;
    }

    static FleetWatch over(ServerProcess server) {
        FleetWatch watch = new FleetWatch(server);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void look() {
        boolean wasUp = true;
        while (!isOver) {
            try {
                wasUp = look(wasUp);
            } catch (UncheckedIOException e) {
                if (!server.isAlive()) {
                    turned(new Turn(System.nanoTime(), new Health(false, "gone")));
                    return;
                }
                // it is only slow
            }
            LockSupport.parkNanos(EVERY);
        }
    }

    private boolean look(boolean wasUp) {
        Health health = Health.of(server);
        if (health.isUp() != wasUp) {
            turned(new Turn(System.nanoTime(), health));
        }
        mostUnconfirmedBytes = Math.max(mostUnconfirmedBytes, server.counted().relay("unconfirmed_bytes"));
        return health.isUp();
    }

    private synchronized void turned(Turn turn) {
        turns.add(turn);
    }

    private synchronized List<Turn> turns() {
        return List.copyOf(turns);
    }

    void awaitRed() {
        Await.until("readiness is red", PATIENCE, () -> turns().stream()
                .anyMatch(turn -> !turn.health().isUp()));
    }

    void awaitGreen() {
        Await.until("readiness is green", PATIENCE, () -> {
            List<Turn> all = turns();
            return all.isEmpty() || all.get(all.size() - 1).health().isUp();
        });
    }

    double mostUnconfirmedBytes() {
        return mostUnconfirmedBytes;
    }

    /** {@return when readiness has changed, in words} */
    String story(long begun, long ended) {
        StringBuilder story = new StringBuilder();
        for (Turn turn : turns()) {
            story.append(
                    turn.health().isUp()
                            ? "green %d ms after the end; ".formatted(millis(turn.nanoTime() - ended))
                            : "red %d ms after the beginning %s; "
                                    .formatted(
                                            millis(turn.nanoTime() - begun),
                                            turn.health().text()));
        }
        return story.append("at most %.0f bytes unconfirmed".formatted(mostUnconfirmedBytes))
                .toString();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
