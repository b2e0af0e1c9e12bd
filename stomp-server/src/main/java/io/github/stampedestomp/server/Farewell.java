package io.github.stampedestomp.server;

import io.github.stampedestomp.session.Sessions;
import io.github.stampedestomp.session.StompSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes leave of all STOMP clients. First nothing more is received from any of them, so that all that was confirmed to one is
 * on its way to the others; then each is told to go once it has got what waits for it.
 */
final class Farewell {
    /** Clients that go within so much time of each other go together. */
    private static final Duration TICK = Duration.ofMillis(5);

    private final Sessions sessions;
    private final Countdown time;

    /**
     * Prepares to take leave.
     *
     * @param time how much of it there is for those whom the application still has to answer, or who take what waits slowly
     */
    Farewell(Sessions sessions, Countdown time) {
        this.sessions = sessions;
        this.time = time;
    }

    /** Takes leave. When this returns, all have gone, or the time is over and nobody is waited for any more. */
    void take() {
        time.half().await(sessions.stopReceiving());
        List<StompSession> all = new ArrayList<>(sessions.open());
        Collections.shuffle(all); // those who came together do not come back together
        CompletableFuture<Void> gone =
                CompletableFuture.allOf(all.stream().map(StompSession::ended).toArray(CompletableFuture<?>[]::new));
        tellToGo(all, gone);
        time.await(gone);
        sessions.open().forEach(StompSession::stopSoon);
    }

    private void tellToGo(List<StompSession> all, CompletableFuture<Void> gone) {
        Pace pace = Pace.of(all.size(), time.half().left());
        long begun = System.nanoTime();
        for (int i = 0; i < all.size(); i++) {
            Duration early = Duration.ofNanos(begun + pace.nanosUntil(i) - System.nanoTime());
            if (early.compareTo(TICK) > 0) {
                Countdown.of(early).await(gone);
            }
            all.get(i).stopOnceSettled();
        }
    }
}
