package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.measured.Measured;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import java.io.IOException;
import java.time.Duration;

/** The server in a process of its own, so that only its own CPU time is counted. */
final class MeasuredServer {
    private MeasuredServer() {}

    /** Serves until it is told to stop, or its input ends. */
    public static void main(String[] arguments) throws IOException {
        // Between its rounds nobody reads for a transport, which is no reason to end its sessions.
        SockJs sockJs = SockJs.at("/sockjs").disconnectDelay(Duration.ofHours(1));
        try (StompServer server = StompServer.builder()
                .rules(rules -> rules.send("**").allow())
                .host("localhost")
                .port(0)
                .sockJs(sockJs)
                .build()) {
            server.start();
            Measured.answer(server.port());
        }
    }
}
