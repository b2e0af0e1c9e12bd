package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.session.SessionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole server with SockJS beside WebSocket. */
class SockJsEndToEndTest {
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:s\ndestination:/topic/a\nreceipt:r\n\n^@";

    private final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    private final StompServer server = StompServer.builder()
            .rules(OpenRules::allow)
            .port(0)
            .sockJs(SockJs.at("/sockjs").withHtmlfileAndJsonp().disconnectDelay(Duration.ofMinutes(5)))
            .allowedOrigins("https://chat.example")
            .onSessionEvent(events::add)
            .build();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aMessageReachesItsSubscribersWhateverTheyUse() throws IOException {
        SockJsClient xhr = subscribe("a");
        SockJsClient stream = subscribe("b");
        try (WireClient framed = WireClient.open(server.port(), "/sockjs/0/c/websocket");
                WireClient plain = WireClient.connect(server.port())) {
            framed.next();
            framed.send(StompText.payload(StompText.CONNECT + SUBSCRIBE));
            framed.next();
            framed.next();
            plain.send(SUBSCRIBE);
            plain.next();
            stream.get("/sockjs/0/b/eventsource");
            server.send("/topic/a", "100 %");
            assertThat(xhr.post("/sockjs/0/a/xhr", "").answer().body()).endsWith("\\n\\n100 %\\u0000\"]\n");
            stream.head();
            stream.chunk();
            assertThat(stream.chunk()).endsWith("\\n\\n100 %25\\u0000\"]\r\n\r\n");
            assertThat(framed.next().wire()).endsWith("\\n\\n100 %\\u0000\"]");
            assertThat(plain.next().wire()).endsWith("\n\n100 %^@");
        }
        xhr.close();
        stream.close();
    }

    @Test
    void belowThePathStompIsSpokenOverAPlainWebSocketToo() throws IOException {
        try (WireClient client = WireClient.open(server.port(), "/sockjs/websocket")) {
            client.send(StompText.CONNECT);
            assertThat(client.next().wire()).startsWith("CONNECTED\nversion:1.2\n");
            client.send("SEND\ndestination:/topic/a\nreceipt:1\n\n^@");
            assertThat(client.next().wire()).isEqualTo("RECEIPT\nreceipt-id:1\n\n^@");
        }
        try (SockJsClient client = new SockJsClient(server.port())) {
            client.get(
                    "/sockjs/websocket",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==",
                    "Sec-WebSocket-Protocol: v10.stomp, v12.stomp");
            assertThat(client.head().headers()).containsEntry("Sec-WebSocket-Protocol", "v12.stomp");
        }
    }

    @Test
    void theOriginsOfTheServerHold() {
        try (SockJsClient client = new SockJsClient(server.port())) {
            assertThat(client.get("/sockjs/info", "Origin: https://chat.example")
                            .answer()
                            .status())
                    .isEqualTo("200 OK");
            assertThat(client.get("/sockjs/info", "Origin: https://evil.example")
                            .answer()
                            .status())
                    .isEqualTo("403 Forbidden");
            assertThat(client.post("/sockjs/0/a/xhr", "", "Origin: https://evil.example")
                            .answer()
                            .status())
                    .isEqualTo("403 Forbidden");
        }
    }

    @Test
    void aFrameOfTheGreatestLengthFitsIntoAPayload() {
        try (SockJsClient client = subscribe("a")) {
            String body = "\u0001".repeat(64 * 1024); // each becomes six
            client.post("/sockjs/0/a/xhr_send", StompText.payload("SEND\ndestination:/topic/a\n\n" + body + "^@"));
            assertThat(client.answer().status()).isEqualTo("204 No Content");
            assertThat(client.post("/sockjs/0/a/xhr", "").answer().body())
                    .endsWith("\\n\\n" + "\\u0001".repeat(64 * 1024) + "\\u0000\"]\n");
        }
    }

    @Test
    void whoIsNotLetInYetMaySendNoMoreThanByAnyOtherRequest() {
        String payload = StompText.payload("SEND\ndestination:/topic/a\n\n" + "x".repeat(128 * 1024) + "^@");
        try (SockJsClient client = new SockJsClient(server.port())) {
            client.post("/sockjs/0/a/xhr", "").answer();
            client.post("/sockjs/0/a/xhr_send", payload);
            assertThat(client.answer().status()).isEqualTo("413 Content Too Large");
        }
    }

    @Test
    void aServerThatStopsTellsThoseThatReceiveAndForgetsTheOthers() throws Exception {
        SockJsClient between = subscribe("between");
        SockJsClient polling = subscribe("polling");
        SockJsClient streaming = subscribe("streaming");
        streaming.get("/sockjs/0/streaming/eventsource").head();
        streaming.chunk();
        server.send("/topic/a", "x");
        streaming.chunk();
        polling.post("/sockjs/0/polling/xhr", "").answer();
        polling.post("/sockjs/0/polling/xhr", "");
        WireClient framed = WireClient.open(server.port(), "/sockjs/0/framed/websocket");
        framed.next();
        framed.send(StompText.payload(StompText.CONNECT + SUBSCRIBE));
        framed.next();
        framed.next();
        awaitPolls();

        long start = System.nanoTime();
        Thread stopping = new Thread(server::stop);
        stopping.start();
        assertThat(polling.answer().body()).isEqualTo("c[1012,\"the server stops\"]\n");
        assertThat(polling.raw().readToEnd()).isEmpty();
        assertThat(streaming.chunk()).isEqualTo("data: c[1012,\"the server stops\"]\r\n\r\n");
        assertThat(streaming.chunk()).isEmpty();
        assertThat(framed.next().wire()).isEqualTo("c[1012,\"the server stops\"]");
        assertThat(framed.next().closeCode()).isEqualTo(1000);
        framed.send(8, new byte[] {0x03, (byte) 0xe8});
        assertThat(between.raw().readToEnd()).isEmpty();
        polling.close();
        streaming.close();
        framed.close();
        between.close();
        stopping.join();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertEachSessionHasOneOfEachEvent(4);
    }

    @Test
    void aSessionEndsOnceThoughItsClientLeavesWhileTheServerStops() {
        for (int i = 0; i < 10; i++) {
            SockJsClient client = subscribe("s" + i);
            client.post("/sockjs/0/s" + i + "/xhr", "");
            client.close();
        }
        server.stop();
        assertEachSessionHasOneOfEachEvent(10);
    }

    private void assertEachSessionHasOneOfEachEvent(int sessions) {
        List<SessionEvent> told = new ArrayList<>(events);
        assertThat(told).hasSize(4 * sessions);
        assertThat(told.stream().filter(SessionEvent.Connected.class::isInstance))
                .hasSize(sessions);
        assertThat(told.stream()
                        .filter(SessionEvent.Disconnected.class::isInstance)
                        .map(SessionEvent::session)
                        .distinct())
                .hasSize(sessions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sockjs", "/", "/sockjs/"})
    void aPathBeginsWithASlashAndEndsWithoutOne(String path) {
        assertThatThrownBy(() -> SockJs.at(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path must not be");
    }

    @Test
    void settingsAreCheckedAtOnce() {
        SockJs settings = SockJs.at("/sockjs");
        assertRefused(() -> settings.heartbeat(Duration.ZERO), "heartbeat must not be PT0S");
        assertRefused(() -> settings.heartbeat(Duration.ofDays(2)), "heartbeat must not be PT48H");
        assertRefused(() -> settings.disconnectDelay(Duration.ofSeconds(-1)), "disconnectDelay must not be PT-1S");
        assertRefused(() -> settings.responseBytes(0), "responseBytes must not be 0");
        assertRefused(() -> settings.payloadBytes(-1), "payloadBytes must not be -1");
        assertRefused(() -> settings.iframes("sockjs.js"), "script must not be sockjs.js");
    }

    private static void assertRefused(Runnable step, String sentence) {
        assertThatThrownBy(step::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    /** {@return a client whose session subscribes to /topic/a and does not poll} */
    private SockJsClient subscribe(String name) {
        SockJsClient client = new SockJsClient(server.port());
        client.post("/sockjs/0/" + name + "/xhr", "").answer();
        client.post("/sockjs/0/" + name + "/xhr_send", StompText.payload(StompText.CONNECT + SUBSCRIBE))
                .answer();
        String answer = client.post("/sockjs/0/" + name + "/xhr", "").answer().body();
        assertThat(answer).contains("CONNECTED").contains("RECEIPT");
        return client;
    }

    /** Waits until what was sent before by other connections has been looked at. */
    private void awaitPolls() {
        for (int i = 0; i < 10; i++) {
            try (SockJsClient client = new SockJsClient(server.port())) {
                client.get("/sockjs").answer();
            }
        }
    }
}
