package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.measured.Measured;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import java.io.IOException;
import java.time.Duration;

/** The server in a process of its own, so that only its own CPU time is counted. */
final class MeasuredServer {
    private static final int CONNECTIONS = 15_000;
    private static final int FRAMES_PER_SECOND = 10_000_000;

    private MeasuredServer() {}

    /** Serves until it is told to stop, or its input ends. */
    public static void main(String[] arguments) throws IOException {
        // Between its rounds nobody reads for a transport, which is no reason to end its sessions.
        SockJs sockJs = SockJs.at("/sockjs").disconnectDelay(Duration.ofHours(1));
        try (StompServer server = StompServer.builder()
                .rules(rules -> rules.send("**").allow())
                // Limits that no client of a benchmark reaches, as the others have them.
                .limits(limits -> limits.connections(CONNECTIONS).framesPerSecond(FRAMES_PER_SECOND))
                .host("localhost")
                .port(0)
                .sockJs(sockJs)
                .build()) {
            server.start();
            Measured.answer(server.port());
        }
    }
}
