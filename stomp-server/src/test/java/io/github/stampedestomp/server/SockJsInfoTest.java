package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients ask before they begin. */
class SockJsInfoTest {
    private static final Pattern JSON = Pattern.compile(
            "\\{\"websocket\":(\\w+),\"origins\":\\[\"\\*:\\*\"],\"cookie_needed\":(\\w+),\"entropy\":(\\d{1,10})}");

    @Test
    void itIsJsonThatNoCacheKeepsAndEveryPageMayRead() {
        try (SockJsServer server = new SockJsServer()) {
            Answer answer = server.get("/echo/info");
            assertThat(answer.status()).isEqualTo("200 OK");
            assertThat(answer.headers())
                    .containsEntry("Content-Type", "application/json; charset=UTF-8")
                    .containsEntry("Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0")
                    .containsEntry("Access-Control-Allow-Origin", "*")
                    .containsEntry("Vary", "Origin")
                    .containsOnlyKeys(
                            "Content-Type", "Cache-Control", "Vary", "Access-Control-Allow-Origin", "Content-Length");
            assertThat(answer.body()).matches(JSON);
        }
    }

    @Test
    void entropyIsAnother32BitNumberEachTime() {
        try (SockJsServer server = new SockJsServer()) {
            Set<Long> seen = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                seen.add(Long.parseLong(value(server.get("/echo/info"), 3)));
            }
            assertThat(seen)
                    .hasSizeGreaterThan(28)
                    .allSatisfy(entropy -> assertThat(entropy).isBetween(0L, (1L << 32) - 1))
                    .anySatisfy(entropy -> assertThat(entropy).isGreaterThan(Integer.MAX_VALUE));
        }
    }

    @Test
    void itTellsWhetherThereAreWebSocketsAndCookies() {
        try (SockJsServer server = new SockJsServer()) {
            assertThat(value(server.get("/echo/info"), 1)).isEqualTo("true");
            assertThat(value(server.get("/echo/info"), 2)).isEqualTo("false");
        }
        SockJs settings = SockJsServer.all().withoutWebSocket().cookie();
        try (SockJsServer server = new SockJsServer(settings, Origins.any())) {
            assertThat(value(server.get("/echo/info"), 1)).isEqualTo("false");
            assertThat(value(server.get("/echo/info"), 2)).isEqualTo("true");
        }
    }

    @Test
    void theQueryByWhichClientsAvoidCachesIsIgnored() {
        try (SockJsServer server = new SockJsServer()) {
            assertThat(server.get("/echo/info?t=1700000000000").body()).matches(JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/info", "/0/a/xhr", "/0/a/xhr_streaming", "/0/a/xhr_send", "/0/a/eventsource"})
    void preflightsAreAnsweredForAYear(String path) {
        try (SockJsServer server = new SockJsServer()) {
            Answer answer = server.request("OPTIONS", "/echo" + path, "");
            String method = List.of("/info", "/0/a/eventsource").contains(path) ? "GET" : "POST";
            assertThat(answer.status()).isEqualTo("204 No Content");
            assertThat(answer.headers())
                    .containsEntry("Cache-Control", "public, max-age=31536000")
                    .containsEntry("Access-Control-Allow-Methods", "OPTIONS, " + method)
                    .containsEntry("Access-Control-Max-Age", "31536000")
                    .containsEntry("Access-Control-Allow-Origin", "*")
                    .doesNotContainKeys("Content-Type", "Content-Length");
            SockJsIframeTest.assertExpiresInAYear(answer);
            assertThat(server.service.sessions()).isZero();
        }
    }

    private static String value(Answer answer, int group) {
        Matcher json = JSON.matcher(answer.body());
        assertThat(json.matches()).as(answer.body()).isTrue();
        return json.group(group);
    }
}
