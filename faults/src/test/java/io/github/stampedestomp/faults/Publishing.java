package io.github.stampedestomp.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Numbered messages that one client publishes as fast as it can, on a thread of its own. */
final class Publishing {
    private static final int IN_A_WRITE = 16;

    private final CompletableFuture<Duration> done = new CompletableFuture<>();

    private Publishing() {}

    static Publishing begin(int port, String topic, int messages, int bytesEach) {
        Publishing publishing = new Publishing();
        Thread thread = new Thread(() -> publishing.run(port, topic, messages, bytesEach), "publisher");
        thread.setDaemon(true);
        thread.start();
        return publishing;
    }

    private void run(int port, String topic, int messages, int bytesEach) {
        String rest = " " + "x".repeat(bytesEach) + "^@";
        long begun = System.nanoTime();
        try (WireClient client = WireClient.connect(port)) {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = 0; i < messages; i++) {
                String receipt = i == messages - 1 ? "receipt:done\n" : "";
                wire.writeBytes(Wire.text("SEND\ndestination:" + topic + "\n" + receipt + "\n" + i + rest));
                if (i % IN_A_WRITE == 0 || i == messages - 1) {
                    client.write(wire.toByteArray());
                    wire.reset();
                }
            }
            client.next();
            done.complete(Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
    }

    boolean isDone() {
        return done.isDone();
    }

    /** {@return how long it took, with the last receipt} */
    Duration time() {
        return done.join();
    }
}
