package io.github.stampedestomp.peers.javawebsocket;

import io.github.stampedestomp.measured.Measured;
import java.io.IOException;

/** The server of Java-WebSocket with as little STOMP as a benchmark can do with, in a process of its own. */
public final class JavaWebSocketPeer {
    private JavaWebSocketPeer() {}

    /** Serves until it is told to stop, or its input ends. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BroadcastServer server = new BroadcastServer();
        server.start();
        try {
            Measured.answer(server.awaitPort());
        } finally {
            server.stop();
        }
    }
}
