package io.github.stampedestomp.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More clients than the system has descriptors for. */
@Tag("fault")
class DescriptorsTest {
    private static final int DESCRIPTORS = 256;
    private static final int CLIENTS = 400;
    private static final double MOST_LOAD = 0.6;
    private static final Duration SERVED_AGAIN = Duration.ofSeconds(2);

    private static boolean isServed(int port) {
        try (WireClient client = WireClient.connect(port)) {
            client.subscribed("0", "/topic/served");
            return true;
        } catch (IOException e) {
            return false; // turned away, as the others are only just leaving
        }
    }

    /** With none of them taken the server turns clients away; with many taken, the system refuses to give more. */
    @ParameterizedTest
    @ValueSource(ints = {0, 120})
    void serverWithoutDescriptorsRestsAndServesAgainWhenThereAreSome(int taken) throws Exception {
        Duration full = Duration.ofSeconds(Amounts.of(8, 3));
        try (ServerProcess server = ServerProcess.withDescriptors(DESCRIPTORS, FaultServer.TAKEN + taken);
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(
                        CLIENTS + " clients for 256 descriptors, " + taken + " of them taken", server, () -> {
                            new Crowd(swarm, 20, link -> {}).each(Link::close);
                        })) {
            Crowd crowd = new Crowd(swarm, CLIENTS, link -> {});
            assertThat(trial.sample().connections()).isGreaterThan(50).isLessThan(DESCRIPTORS);

            Duration before = server.cpuTime();
            long begun = System.nanoTime();
            Await.until(
                    "it was full for a while", full.multipliedBy(2), () -> System.nanoTime() - begun > full.toNanos());
            double load = (double) server.cpuTime().minus(before).toNanos() / (System.nanoTime() - begun);
            assertThat(load).isLessThan(MOST_LOAD);

            crowd.each(Link::close);
            Await.until("a new client is served", SERVED_AGAIN, () -> isServed(server.port()));
            trial.assertEndured();
        }
    }
}
