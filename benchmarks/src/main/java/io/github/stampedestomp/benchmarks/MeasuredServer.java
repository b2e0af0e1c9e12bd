package io.github.stampedestomp.benchmarks;

import io.github.stampedestomp.measured.Measured;
import io.github.stampedestomp.server.Relay;
import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.server.StompServerBuilder;
import java.io.IOException;
import java.time.Duration;

/** The server in a process of its own, so that only its own CPU time is counted. */
final class MeasuredServer {
    private static final int CONNECTIONS = 15_000;
    private static final int FRAMES_PER_SECOND = 10_000_000;

    /** Asks that the broker keep nothing for a server that it cannot reach. */
    static final String UNKEPT = "unkept";

    private MeasuredServer() {}

    /**
     * Serves until it is told to stop, or its input ends.
     *
     * @param arguments none, or the address of a broker through which messages are handed on, login, passcode and virtual host, and
     *     perhaps {@value #UNKEPT}
     */
    public static void main(String[] arguments) throws IOException {
        // Between its rounds nobody reads for a transport, which is no reason to end its sessions.
        SockJs sockJs = SockJs.at("/sockjs").disconnectDelay(Duration.ofHours(1));
        StompServerBuilder builder = StompServer.builder()
                .rules(rules -> rules.send("**").allow())
                // Limits that no client of a benchmark reaches, as the others have them.
                .limits(limits -> limits.connections(CONNECTIONS).framesPerSecond(FRAMES_PER_SECOND))
                .host("localhost")
                .port(0)
                .sockJs(sockJs);
        if (arguments.length > 0) {
            builder.broker(relay(arguments));
        }
        try (StompServer server = builder.build()) {
            server.start();
            Measured.answer(server.port());
        }
    }

    private static Relay relay(String... arguments) {
        Relay relay = Relay.to(arguments[0]).login(arguments[1], arguments[2]).host(arguments[3]);
        return arguments[arguments.length - 1].equals(UNKEPT) ? relay.keepFor(Duration.ZERO) : relay;
    }
}
