package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Frames that are allowed, but more than the heap can hold. */
@Tag("fault")
class OutOfMemoryTest {
    private static final int BODY_BYTES = 48 << 20;
    private static final int CLIENTS = 4;
    private static final int PIECE_BYTES = 1 << 20;

    @Test
    @ResourceLock("processor")
    void serverWhoseHeapIsExhaustedByFramesLivesOn() throws Exception {
        try (ServerProcess server = ServerProcess.start("-Xmx96m", "bodyBytes=" + (64 << 20))) {
            try (WireClient witness = WireClient.connect(server.port())) {
                witness.subscribed("0", "/topic/before");
            }
            Standing before = server.standing();

            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Thread thread = new Thread(() -> sendALot(server.port()), "glutton-" + i);
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(server.isAlive()).isTrue();
            try (Trial trial = Trial.begin("after the heap was exhausted by frames", server, () -> {})) {
                trial.assertEndured();
            }
            Await.until(
                    "the threads are the same",
                    Trial.PATIENCE,
                    () -> server.standing().threads() <= before.threads());
            assertThat(server.standing().threads())
                    .isGreaterThanOrEqualTo(before.threads() - 2); // those of the application
        }
    }

    /** Keeps its frame unfinished until the server or the others have ended. */
    private static void sendALot(int port) {
        try (WireClient client = WireClient.connect(port)) {
            byte[] frame =
                    Wire.text("SEND\ndestination:/topic/much\nreceipt:much\ncontent-length:" + BODY_BYTES + "\n\n");
            client.write(frame);
            byte[] piece = Wire.masked(2, new byte[PIECE_BYTES]);
            for (int sent = 0; sent < BODY_BYTES; sent += PIECE_BYTES) {
                client.write(piece);
            }
            client.send("^@");
            client.next();
        } catch (IOException e) {
            System.err.println("a client was cut off, as it may be: " + e);
        }
    }
}
