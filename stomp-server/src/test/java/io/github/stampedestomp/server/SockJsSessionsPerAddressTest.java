package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.net.RawClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions of SockJS over plain HTTP outlive their connections, so those of one address are counted too. */
class SockJsSessionsPerAddressTest {
    private static String opened(RawClient client, String session) {
        return client.send("POST /sockjs/000/" + session + "/xhr HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                .readUntil("\r\n\r\n");
    }

    private static StompServer started(Duration disconnectDelay) {
        StompServer server = StompServer.builder()
                .port(0)
                .sockJs(SockJs.at("/sockjs").disconnectDelay(disconnectDelay))
                .limits(limits -> limits.connectionsPerAddress(2))
                .build();
        server.start();
        return server;
    }

    @Test
    void oneConnectionDoesNotOpenMoreSessionsThanItsAddressMayHave() {
        try (StompServer server = started(Duration.ofHours(1));
                RawClient client = RawClient.to(server.port())) {
            assertThat(isOpened(client, "a")).isTrue();
            assertThat(isOpened(client, "b")).isTrue();
            assertThat(isOpened(client, "c")).isFalse();
        }
    }

    @Test
    void sessionsThatNobodyAsksForMakeRoom() {
        try (StompServer server = started(Duration.ofMillis(100));
                RawClient client = RawClient.to(server.port())) {
            for (String session : new String[] {"a", "b", "c", "d", "e"}) {
                Await.until("there is room for session " + session, () -> isOpened(client, session));
            }
        }
    }

    private static boolean isOpened(RawClient client, String session) {
        boolean isOpened = opened(client, session).startsWith("HTTP/1.1 200 ");
        client.readUntil(isOpened ? "o\n" : "(limit connectionsPerAddress)");
        return isOpened;
    }
}
