package io.github.stampedestomp.examples.smallest;

import io.github.stampedestomp.server.StompServer;
import java.time.Instant;

/** Tells the time to whoever subscribes to {@code /topic/time} at {@code ws://localhost:8080/stomp}. */
public final class SmallestServer {
    private SmallestServer() {}

    /** Tells the time once a second until the process is stopped. */
    public static void main(String[] arguments) throws InterruptedException {
        try (StompServer server = StompServer.builder().port(8080).build()) {
            server.start();
            while (true) {
                server.send("/topic/time", Instant.now().toString());
                Thread.sleep(1000);
            }
        }
    }
}
