package io.github.stampedestomp.faults;

import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.session.SessionEvent;
import java.util.concurrent.CompletableFuture;

/** An application that does what it should not: throws whatever a request names, or never answers. */
final class FaultyApplication {
    /** The topic whose subscribers the listener throws at. */
    static final String UNWELCOME = "/topic/unwelcome";

    private FaultyApplication() {}

    static void answer(Requests.Builder requests) {
        requests.onRequest("/app/never", request -> new CompletableFuture<String>())
                .onSend("/app/throw/{what}", request -> fail(request.path("what")))
                .onSend("/app/topic/{name}", request -> request.send("/topic/" + request.path("name"), request.text()));
    }

    static void hear(SessionEvent event) {
        if (event instanceof SessionEvent.Subscribed subscribed
                && subscribed.destination().equals(UNWELCOME)) {
            throw new LinkageError("the listener throws");
        }
    }

    private static void fail(String what) {
        switch (what) {
            case "exception" -> throw new IllegalStateException("as the client wished");
            case "overflow" -> overflow(0);
            case "linkage" -> throw new NoClassDefFoundError("as the client wished");
            case "memory" -> throw new OutOfMemoryError("as the client wished");
            default -> throw new AssertionError(what);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // to run out of stack is the point
    private static int overflow(int depth) {
        return overflow(depth + 1) + 1;
    }
}
