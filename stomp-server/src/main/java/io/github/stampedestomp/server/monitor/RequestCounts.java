package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.request.Failure;
import io.github.stampedestomp.request.Outcome;
import io.github.stampedestomp.request.RequestObserver;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts the requests that handlers have ended, and measures how long they took. */
final class RequestCounts implements RequestObserver {
    private enum Ending {
        ANSWERED,
        REFUSED,
        FAILED;

        static Ending of(@Nullable Failure failure) {
            if (failure == null) {
                return ANSWERED;
            }
            return failure.isClients() ? REFUSED : FAILED;
        }
    }

    private final Counts<Ending> requests;
    private final Histogram times;

    RequestCounts(Metrics metrics) {
        requests = metrics.counters(
                "requests_total",
                "Requests that a handler has ended, by outcome.",
                Counts.byName("outcome", EnumSet.allOf(Ending.class)));
        times = metrics.histogram(
                "request_seconds", "How long handlers took for requests.", 0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60);
    }

    @Override
    public Consumer<Outcome> begun() {
        long start = System.nanoTime();
        return outcome -> {
            times.add(System.nanoTime() - start);
            requests.add(Ending.of(outcome.failure()), 1);
        };
    }
}
