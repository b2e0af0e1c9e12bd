package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.server.net.RunningLoops;
import io.github.stampedestomp.user.Denied;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a server can be watched, and what it says of its health. */
class MonitoringTest {
    private StompServer server = StompServer.builder().build();

    private void start(Monitoring monitoring) {
        start(builder -> builder.monitoring(monitoring));
    }

    private void start(Consumer<StompServerBuilder> settings) {
        StompServerBuilder builder =
                StompServer.builder().rules(OpenRules::allow).port(0);
        settings.accept(builder);
        server = builder.build();
        server.start();
    }

    private String ready() {
        return Scrape.get(server.monitoringPort(), "/health/ready").wire();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void nothingIsServedUnlessItIsAskedFor() {
        start(builder -> {});
        assertThat(Scrape.get(server.port(), "/metrics").status()).startsWith("404");
        assertThat(Scrape.get(server.port(), "/health/live").status()).startsWith("404");
        assertThatIllegalStateException()
                .isThrownBy(server::monitoringPort)
                .withMessage("the server has no port for monitoring");
        assertThat(server.metrics()).isNotEmpty();
    }

    @Test
    void theMainPortCanServeIt() {
        start(Monitoring.onMainPort());
        assertThat(Scrape.of(server.port()).value("connections")).isEqualTo(1);
        assertThat(Scrape.get(server.port(), "/health/live").status()).startsWith("200");
        assertThat(Scrape.get(server.port(), "/health/ready").status()).startsWith("200");
    }

    @Test
    void aPrefixKeepsItApart() {
        start(Monitoring.onMainPort().below("/internal"));
        assertThat(Scrape.of(server.port(), "/internal/metrics").value("connections"))
                .isEqualTo(1);
        assertThat(Scrape.get(server.port(), "/metrics").status()).startsWith("404");
    }

    @Test
    void aPortOfItsOwnCountsForNothing() {
        start(Monitoring.at("127.0.0.1", 0));
        Scrape.of(server.monitoringPort());
        Scrape second = Scrape.of(server.monitoringPort());
        assertThat(second.value("connections_total")).isZero();
        assertThat(second.value("sent_bytes_total")).isZero();
        assertThat(second.value("http_responses_total{status=\"2xx\"}")).isZero();
        assertThat(Scrape.get(server.port(), "/metrics").status()).startsWith("404");
        assertThat(Scrape.get(server.monitoringPort(), "/stomp").status()).startsWith("404");
    }

    @Test
    void headIsAnsweredAndOtherMethodsAreRefused() {
        start(Monitoring.at("127.0.0.1", 0));
        try (SockJsClient client = new SockJsClient(server.monitoringPort())) {
            Answer head = client.send("HEAD", "/metrics", "").answer();
            assertThat(head.status()).startsWith("200");
            assertThat(head.body()).isEmpty();
            assertThat(client.post("/metrics", "x").answer().status()).startsWith("405");
        }
    }

    @Test
    void aServerWithoutRoomIsAnsweredForOnItsOwnPortAndIsNotReady() throws IOException {
        start(builder -> builder.monitoring(Monitoring.at("127.0.0.1", 0)).limits(limits -> limits.connections(1)));
        assertThat(ready()).startsWith("200");
        try (WireClient client = WireClient.connect(server.port())) {
            assertThat(ready())
                    .startsWith("503")
                    .endsWith("{\"status\":\"down\",\"reason\":\"all 1 connections are in use\"}");
            try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                assertThat(refused.getInputStream().read()).isNegative();
            }
            Scrape full = Scrape.of(server.monitoringPort());
            assertThat(full.value("connections_refused_total{limit=\"connections\"}"))
                    .isEqualTo(1);
            assertThat(full.value("limit_reached_total{limit=\"connections\"}")).isEqualTo(1);
            client.send("DISCONNECT\n\n^@");
            client.next();
        }
        Await.until("there is room again", () -> ready().startsWith("200"));
    }

    @Test
    void aServerThatStopsIsNotReadyWhileItsLastClientsLeave() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        start(builder -> builder.monitoring(Monitoring.at("127.0.0.1", 0))
                .drain(Drain.over(Duration.ofMinutes(1)))
                .requests(requests -> requests.onRequest("/app/later", request -> answer)));
        int port = server.monitoringPort();
        try (WireClient client = WireClient.connect(server.port())) {
            client.send("SEND\ndestination:/app/later\n\n^@");
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@"); // behind which it has been asked
            assertThat(client.next().wire()).startsWith("RECEIPT\n");
            Thread stopping = new Thread(server::stop);
            stopping.start();
            Await.until(
                    "it is not ready",
                    () -> Scrape.get(port, "/health/ready").status().startsWith("503"));
            assertThat(Scrape.get(port, "/health/ready").text()).contains("the server stops");
            assertThat(Scrape.of(port).value("connections")).isEqualTo(1);
            answer.complete("done");
            assertThat(client.next().closeCode()).isEqualTo(1012);
            stopping.join();
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void aLoopThatHangsIsNamedOnAPortOfItsOwn() throws IOException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        start(builder -> builder.eventLoops(1)
                .monitoring(Monitoring.at("127.0.0.1", 0).loopPatience(Duration.ofMillis(100)))
                .executor(Runnable::run) // so that the loop itself runs the application's code
                .authenticate(login -> {
                    hangs.countDown();
                    RunningLoops.await(release);
                    throw Denied.because("too late");
                }));
        try (WireClient client = WireClient.open(server.port())) {
            assertThat(live()).startsWith("200");
            client.send("CONNECT\naccept-version:1.2\nhost:localhost\n\n^@");
            RunningLoops.await(hangs);
            Await.until("the loop is called hung", () -> live().startsWith("503"));
            assertThat(live())
                    .endsWith("{\"status\":\"down\",\"reason\":\"loops hang\",\"loops\":[\"stampede-loop-1\"]}");
            release.countDown();
            Await.until("the loop turns again", () -> live().startsWith("200"));
        }
    }

    private String live() {
        return Scrape.get(server.monitoringPort(), "/health/live").wire();
    }

    @Test
    void aTakenPortIsToldAndLeavesNothingBehind() {
        start(Monitoring.at("127.0.0.1", 0));
        StompServer second = StompServer.builder()
                .port(0)
                .monitoring(Monitoring.at("127.0.0.1", server.monitoringPort()))
                .build();
        assertThatThrownBy(second::start).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Monitoring.at("127.0.0.1", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> Monitoring.at("no.such.invalid", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Monitoring.onMainPort().below("internal"))
                .withMessage("prefix must not be internal");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Monitoring.onMainPort().loopPatience(Duration.ZERO));
    }
}
