package io.github.stampedestomp.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Clients that end in the middle of something. */
@Tag("fault")
class BrokenClientsTest {
    private static final String TOPIC = "/topic/half";
    private static final int SUBSCRIBERS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void clientsThatAreKilledInTheMiddleOfAFrameLeaveNothingBehind() throws Exception {
        try (ServerProcess server = ServerProcess.start();
                Trial trial =
                        Trial.begin("50 clients killed in the middle of a frame", server, () -> kill(server, 5))) {
            kill(server, 50);
            trial.assertEndured();
        }
    }

    private static void kill(ServerProcess server, int clients) throws IOException {
        Process process = new ProcessBuilder(
                        ServerProcess.command(HalfFrame.class, String.valueOf(server.port()), String.valueOf(clients)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader(UTF_8).readLine()).isEqualTo(HalfFrame.READY);
        assertThat(server.standing().connections()).isGreaterThanOrEqualTo(clients);
        process.destroyForcibly().onExit().join();
    }

    @Test
    @ResourceLock("processor")
    void subscribersThatBreakOffDuringAFanOutTakeNothingFromTheOthers() throws Exception {
        int messages = Amounts.of(10_000, 3000);
        try (ServerProcess server = ServerProcess.start();
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(
                        "50 of 100 subscribers break off during a fan-out", server, () -> fanOut(server, swarm, 200))) {
            fanOut(server, swarm, messages);
            trial.assertEndured();
        }
    }

    private static void fanOut(ServerProcess server, Swarm swarm, int messages) {
        List<Listener> staying = new ArrayList<>();
        List<Listener> leaving = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS / 2; i++) {
            int last = 1 + i * messages / SUBSCRIBERS;
            staying.add(Listener.to(swarm, TOPIC));
            leaving.add(Listener.to(swarm, TOPIC, listener -> {
                if (listener.received() == last) {
                    listener.talk().breakOff();
                }
            }));
        }
        Publishing publishing = Publishing.begin(server.port(), TOPIC, messages, 100);
        Await.until("all who stay have got all", PATIENCE, () -> staying.stream()
                .allMatch(listener ->
                        listener.received() == messages || !listener.why().isEmpty()));
        publishing.time();
        assertThat(staying).extracting(Listener::why).containsOnly("");
        assertThat(staying).extracting(Listener::fault).containsOnly("");
        assertThat(leaving).allMatch(listener -> listener.received() < messages);
        swarm.execute(() -> staying.forEach(listener -> listener.talk().leave()));
    }
}
