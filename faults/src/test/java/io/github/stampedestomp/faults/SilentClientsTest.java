package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that connect and then keep the server waiting. */
@Tag("fault")
class SilentClientsTest {
    private static final byte[] HALF_A_HEAD = "GET /stomp HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(US_ASCII);
    private static final byte[] ONE_BYTE = {'x'};
    private static final Duration HEAD_TIME = Duration.ofSeconds(Amounts.of(10, 2));
    private static final String HEAD_TIMEOUT = "requestHeadTimeout=" + HEAD_TIME.toMillis();
    private static final Duration ALL_CUT = HEAD_TIME.plusSeconds(15);

    @Test
    void idleConnectionsAreCutWhenTheTimeForTheirRequestIsOver() throws Exception {
        int size = Amounts.of(5000, 500);
        try (ServerProcess server = ServerProcess.start(HEAD_TIMEOUT);
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(
                        size + " idle connections", server, () -> new Crowd(swarm, 20, link -> {}).each(Link::close))) {
            long start = System.nanoTime();
            Crowd crowd = new Crowd(swarm, size, link -> {});
            trial.sample();

            crowd.awaitEnded(size, ALL_CUT);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(HEAD_TIME.minusSeconds(1));
            assertThat(server.counted().reached("requestHeadTimeout")).isEqualTo(size);
            trial.assertEndured();
        }
    }

    @Test
    void handshakesThatTrickleAreCutWhenTheTimeForThemIsOver() throws Exception {
        int size = Amounts.of(2000, 500);
        try (ServerProcess server = ServerProcess.start(HEAD_TIMEOUT);
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(size + " handshakes, one byte a second", server, () -> new Crowd(
                                swarm, 20, link -> link.send(HALF_A_HEAD))
                        .each(Link::close))) {
            Crowd crowd = new Crowd(swarm, size, link -> link.send(HALF_A_HEAD));
            crowd.eachEvery(Duration.ofSeconds(1), link -> link.send(ONE_BYTE));
            trial.sample();

            WireClient.connect(server.port()).close(); // a new client is served meanwhile
            crowd.awaitEnded(size, ALL_CUT);

            assertThat(crowd.answered()).isEqualTo(size); // by 408
            assertThat(server.counted().reached("requestHeadTimeout")).isEqualTo(size);
            trial.assertEndured();
        }
    }
}
