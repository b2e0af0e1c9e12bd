package io.github.stampedestomp.examples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.SockJs;
import io.github.stampedestomp.server.StompServer;
import io.github.stampedestomp.session.SessionEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a documented proxy must do for clients of SockJS over plain HTTP.
 *
 * <pre>
 *                    ┌── first server
 * sessions ── proxy ─┤
 *                    └── second server
 * </pre>
 */
@Timeout(120)
abstract class ProxyContract {
    private static final int SESSIONS = 20;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Queue<String> openedByFirst = new ConcurrentLinkedQueue<>();
    private final Queue<String> openedBySecond = new ConcurrentLinkedQueue<>();
    private final StompServer first = server(openedByFirst);
    private final StompServer second = server(openedBySecond);

    abstract Proxy proxy();

    @BeforeEach
    void start() {
        first.start();
        second.start();
    }

    @AfterEach
    void stop() {
        first.stop();
        second.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr", "xhr_streaming"})
    void sessionStaysOnTheServerThatOpenedIt(String resource) throws IOException, InterruptedException {
        int port = proxy().start(proxy().documented().servers(first.port(), second.port()));
        List<String> ids = IntStream.range(0, SESSIONS)
                .mapToObj(i -> resource + "-session-" + i)
                .toList();
        List<PlainSession> sessions = new ArrayList<>();
        for (String id : ids) {
            sessions.add(PlainSession.open(http, port, id, resource, "/topic/" + id));
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < SESSIONS; i++) {
                sessions.get(i).send("SEND\\ndestination:/topic/" + ids.get(i) + "\\n\\nround " + round + "\\u0000");
                assertThat(sessions.get(i).next()).contains("MESSAGE", "/topic/" + ids.get(i), "round " + round);
            }
        }
        assertThat(openedByFirst).isNotEmpty();
        assertThat(openedBySecond).isNotEmpty();
        assertThat(Stream.concat(openedByFirst.stream(), openedBySecond.stream()))
                .containsExactlyInAnyOrderElementsOf(ids);
        for (PlainSession session : sessions) {
            session.close();
        }
    }

    @Test
    void messageArrivesWhileTheResponseGoesOn() throws IOException, InterruptedException {
        int port = proxy().start(proxy().documented().server(first.port()));
        try (PlainSession session = PlainSession.open(http, port, "streaming", "xhr_streaming", "/topic/news")) {
            for (String news : List.of("one", "two", "three")) {
                first.send("/topic/news", news);
                assertThat(session.nextOfTheSameResponse()).contains("MESSAGE", news);
            }
        }
    }

    private static StompServer server(Queue<String> opened) {
        return StompServer.builder()
                .rules(rules -> rules.send("**").allow())
                .port(0)
                .sockJs(SockJs.at("/sockjs").disconnectDelay(Duration.ofMinutes(1)))
                .onSessionEvent(event -> {
                    if (event instanceof SessionEvent.Connected connected) {
                        opened.add(connected.handshake().path().split("/", -1)[3]);
                    }
                })
                .build();
    }
}
