package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.server.relay.PretendedBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a program sees of the external broker that its server is joined with others by. */
class JoinedServerTest {
    private static final int PATIENCE_SECONDS = 30;

    private final PretendedBroker broker = PretendedBroker.plain();
    private final BlockingQueue<Optional<String>> changes = new LinkedBlockingQueue<>();
    private final AtomicBoolean letsIn = new AtomicBoolean(true);
    private final AtomicBoolean confirms = new AtomicBoolean(true);
    private StompServer server;

    JoinedServerTest() throws IOException {
        broker.serve(this::answer);
    }

    private String answer(String frame) {
        if (!letsIn.get()) {
            return "ERROR\nmessage:go away\n\n\0";
        }
        return frame.startsWith("SEND") && !confirms.get() ? "" : PretendedBroker.agree(frame);
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        broker.close();
    }

    private void start(Duration confirmTimeout) throws InterruptedException {
        server = StompServer.builder()
                .port(0)
                .broker(Relay.to("stomp://127.0.0.1:" + broker.port())
                        .pauses(Duration.ofMillis(10), Duration.ofMillis(50))
                        .confirmTimeout(confirmTimeout))
                .onBrokerChange(changes::add)
                .api(HttpApi.withKey(ApiCaller.KEY))
                .monitoring(Monitoring.onMainPort())
                .rules(rules -> rules.send("/topic/**").allow())
                .build();
        server.start();
        assertThat(nextChange()).isEmpty();
    }

    private Optional<String> nextChange() throws InterruptedException {
        Optional<String> change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(change).as("a change").isNotNull();
        return change;
    }

    @Test
    void theProgramAndItsProxyAreToldWhenTheBrokerIsLostAndWhenItIsFound() throws Exception {
        start(Duration.ofSeconds(30));
        assertThat(Scrape.get(server.port(), "/health/ready").status()).startsWith("200");
        letsIn.set(false);
        broker.breakOff();
        assertThat(nextChange()).isPresent();
        assertThat(Scrape.get(server.port(), "/health/ready").wire())
                .startsWith("503")
                .contains("the broker cannot be used: ");
        letsIn.set(true);
        assertThat(nextChange()).isEmpty();
        assertThat(Scrape.get(server.port(), "/health/ready").status()).startsWith("200");
    }

    @Test
    void aSenderLearnsThatTheBrokerHasTheMessage() throws Exception {
        start(Duration.ofSeconds(30));
        server.send("/topic/a", "x").toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(new ApiCaller(server)
                        .post("/send?destination=/topic/a", "x", "Content-Type: text/plain")
                        .status())
                .startsWith("204");
    }

    @Test
    void aSenderLearnsThatTheBrokerHasNotConfirmedTheMessageInTime() throws Exception {
        start(Duration.ofMillis(100));
        confirms.set(false);
        assertThatThrownBy(() ->
                        server.send("/topic/a", "x").toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the broker has not confirmed the message within 100 ms");
        Answer answer = new ApiCaller(server).post("/send?destination=/topic/a", "x", "Content-Type: text/plain");
        assertThat(answer.status()).startsWith("503");
        assertThat(answer.body()).contains("the broker has not confirmed the message");
    }

    @Test
    void aServerThatStopsLeavesNoSenderWithoutAnAnswer() throws Exception {
        start(Duration.ofSeconds(30));
        confirms.set(false);
        CompletableFuture<Void> sent = server.send("/topic/a", "x").toCompletableFuture();
        server.stop();
        assertThatThrownBy(() -> sent.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
    }
}
