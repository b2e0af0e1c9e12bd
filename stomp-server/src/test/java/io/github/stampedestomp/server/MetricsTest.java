package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.session.SlowReader;
import io.github.stampedestomp.user.Denied;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server counts. */
class MetricsTest {
    private final StompServer server = StompServer.builder()
            .rules(OpenRules::allow)
            .port(0)
            .sockJs("/sockjs")
            .slowReaders("/topic/ticks", SlowReader.DROP_OLDEST)
            .monitoring(Monitoring.at("127.0.0.1", 0))
            .limits(limits -> limits.bodyBytes(1000).sendBufferBytes(64 * 1024).requestHeaders(10))
            .requests(requests -> requests.onSend("/app/do", request -> {})
                    .onSend("/app/refuse", request -> {
                        throw Denied.because("not today");
                    })
                    .onSend("/app/fail", request -> {
                        throw new IllegalStateException("on purpose");
                    }))
            .build();

    MetricsTest() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Scrape scrape() {
        return Scrape.of(server.monitoringPort());
    }

    private void await(String name, double value) {
        await(name + " is " + value, scrape -> scrape.value(name) - value);
    }

    private void await(String description, ToDoubleFunction<Scrape> isZero) {
        Await.until(description, () -> isZero.applyAsDouble(scrape()) == 0);
    }

    @ParameterizedTest
    @EnumSource
    void everyLimitIsCountedFromTheStart(Limit limit) {
        assertThat(scrape().value("limit_reached_total{limit=\"" + limit.settingName() + "\"}"))
                .isZero();
    }

    @Test
    void connectionsAndSessionsAreCountedWhileTheyLastAndForEver() throws IOException {
        try (WireClient first = WireClient.connect(server.port());
                WireClient second = WireClient.open(server.port())) {
            Scrape open = scrape();
            assertThat(open.value("connections")).isEqualTo(2);
            assertThat(open.value("sessions")).isEqualTo(1);
            first.send("DISCONNECT\n\n^@");
            assertThat(first.next().closeCode()).isEqualTo(1000);
            second.send("SEND\n\n^@");
            assertThat(second.next().wire()).startsWith("ERROR\n");
        }
        await("connections", 0);
        Scrape closed = scrape();
        assertThat(closed.value("connections_total")).isEqualTo(2);
        assertThat(closed.value("sessions")).isZero();
        assertThat(closed.value("sessions_total")).isEqualTo(1);
        assertThat(closed.value("sessions_refused_total")).isEqualTo(1);
        assertThat(closed.value("session_seconds_count")).isEqualTo(1);
    }

    @Test
    void framesMessagesAndSubscriptionsAreCounted() throws IOException {
        try (WireClient client = WireClient.connect(server.port())) {
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n^@");
            client.send("SUBSCRIBE\nid:2\ndestination:/topic/a\nreceipt:1\n\n^@");
            assertThat(client.next().wire()).startsWith("RECEIPT\n");
            client.send("SEND\ndestination:/topic/a\n\nhello^@");
            client.next();
            client.next();
            await("messages_sent_total", 2);
            Scrape all = scrape();
            assertThat(all.value("frames_received_total{command=\"CONNECT\"}")).isEqualTo(1);
            assertThat(all.value("frames_received_total{command=\"SUBSCRIBE\"}"))
                    .isEqualTo(2);
            assertThat(all.value("frames_received_total{command=\"SEND\"}")).isEqualTo(1);
            assertThat(all.value("frames_received_total{command=\"NACK\"}")).isZero();
            assertThat(all.value("subscriptions")).isEqualTo(2);
            assertThat(all.value("destinations")).isEqualTo(1);
        }
    }

    @Test
    void queuesAreMeasured() {
        server.send("/queue/a", "hello");
        assertThat(scrape().value("queued_messages")).isEqualTo(1);
        assertThat(scrape().value("queued_bytes")).isGreaterThan(5);
    }

    @Test
    void bytesAreCounted() throws IOException {
        String request = SockJsClient.wire("GET", "/sockjs/info", "", "Connection: close");
        try (SockJsClient client = new SockJsClient(server.port())) {
            client.raw().send(request);
            int answered = client.raw().readToEnd().length();
            await("sent_bytes_total", answered);
            assertThat(scrape().value("received_bytes_total")).isEqualTo(request.length());
            assertThat(scrape().value("unsent_bytes")).isZero();
        }
    }

    @Test
    void responsesAreCountedByTheirClass() {
        Scrape.get(server.port(), "/nothing");
        Scrape.get(server.port(), "/sockjs/info");
        Scrape all = scrape();
        assertThat(all.value("http_responses_total{status=\"4xx\"}")).isEqualTo(1);
        assertThat(all.value("http_responses_total{status=\"2xx\"}")).isEqualTo(1);
        assertThat(all.value("http_responses_total{status=\"5xx\"}")).isZero();
    }

    @Test
    void requestsAreCountedByTheirOutcome() throws IOException {
        try (WireClient client = WireClient.connect(server.port())) {
            for (String what : new String[] {"do", "refuse", "fail"}) {
                client.send("SEND\ndestination:/app/" + what + "\n\n^@");
            }
            await("request_seconds_count", 3);
            Await.until("the last is counted", () -> scrape().value("requests_total{outcome=\"failed\"}") == 1);
            assertThat(scrape().value("requests_total{outcome=\"answered\"}")).isEqualTo(1);
            assertThat(scrape().value("requests_total{outcome=\"refused\"}")).isEqualTo(1);
        }
    }

    @Test
    void limitsOfSessionsWebSocketsAndHttpAreCounted() throws IOException {
        try (WireClient client = WireClient.connect(server.port())) {
            client.send("SEND\ndestination:/topic/a\n\n" + "x".repeat(1001) + "^@");
            assertThat(client.next().wire()).startsWith("ERROR\n");
        }
        await("limit_reached_total{limit=\"bodyBytes\"}", 1);
        for (String path : new String[] {"/stomp", "/sockjs/websocket"}) {
            try (WireClient client = WireClient.open(server.port(), path)) {
                client.send(1, new byte[1 << 20]);
                assertThat(client.next().closeCode()).isEqualTo(1009);
            }
        }
        await("limit_reached_total{limit=\"bodyBytes\"}", 3);
        try (SockJsClient client = new SockJsClient(server.port())) {
            String[] headers = new String[11];
            Arrays.fill(headers, "X-Much: much");
            assertThat(client.get("/", headers).answer().status()).startsWith("431");
        }
        assertThat(scrape().value("limit_reached_total{limit=\"requestHeaders\"}"))
                .isEqualTo(1);
    }

    @Test
    void clientsThatDoNotKeepUpAreCounted() throws IOException {
        try (WireClient client = WireClient.connect(server.port())) {
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/a\nreceipt:1\n\n^@");
            assertThat(client.next().wire()).startsWith("RECEIPT\n");
            String body = "x".repeat(64 * 1024);
            Await.until("the client is cut off", () -> {
                server.send("/topic/a", body);
                return scrape().value("slow_readers_total{limit=\"sendBufferBytes\"}") == 1;
            });
            assertThat(scrape().value("limit_reached_total{limit=\"sendBufferBytes\"}"))
                    .isEqualTo(1);
        }
        await("unsent_bytes", 0);
    }

    @Test
    void messagesThatAreDroppedAreCountedByThePolicy() throws IOException {
        try (WireClient client = WireClient.connect(server.port())) {
            client.send("SUBSCRIBE\nid:1\ndestination:/topic/ticks\nreceipt:1\n\n^@");
            assertThat(client.next().wire()).startsWith("RECEIPT\n");
            String body = "x".repeat(64 * 1024);
            Await.until("messages are dropped", () -> {
                server.send("/topic/ticks", body);
                return scrape().value("messages_dropped_total{policy=\"drop_oldest\"}") > 0;
            });
            assertThat(scrape().value("messages_dropped_total{policy=\"conflate\"}"))
                    .isZero();
        }
    }

    @Test
    void theTurnsOfTheLoopsAreMeasured() throws IOException {
        WireClient.connect(server.port()).close();
        assertThat(scrape().value("loop_turn_seconds_count")).isPositive();
        assertThat(scrape().value("loop_turn_seconds_sum")).isPositive();
    }
}
