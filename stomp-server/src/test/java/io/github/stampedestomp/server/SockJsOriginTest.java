package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may use SockJS, and what lets them read its responses. */
class SockJsOriginTest {
    private static final String ALLOWED = "https://chat.example";

    /** Method and path of all that answers to pages. */
    static Stream<String> resources() {
        return Stream.of(
                        "/info",
                        "/websocket",
                        "/0/a/websocket",
                        "/0/a/eventsource",
                        "/0/a/htmlfile?c=f",
                        "/0/a/jsonp?c=f")
                .map(path -> "GET " + path)
                .mapMulti((get, more) -> {
                    more.accept(get);
                    more.accept("OPTIONS" + get.substring(3));
                    if (get.equals("GET /info")) {
                        Stream.of("xhr", "xhr_streaming", "xhr_send", "jsonp_send")
                                .forEach(resource -> {
                                    more.accept("POST /0/a/" + resource);
                                    more.accept("OPTIONS /0/a/" + resource);
                                });
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("resources")
    void otherPagesAreRefusedWhateverTheyAskFor(String resource) {
        String[] words = resource.split(" ", -1);
        try (SockJsServer server = new SockJsServer(SockJsServer.all(), Origins.of(List.of(ALLOWED)))) {
            server.post("/echo/0/a/xhr", ""); // so that there is something to send to
            for (String origin :
                    List.of("https://evil.example", "null", "http://chat.example", ALLOWED + ".evil.example")) {
                Answer answer = server.request(
                        words[0],
                        "/echo" + words[1],
                        "",
                        "Origin: " + origin,
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==");
                assertThat(answer.status()).as(origin).isEqualTo("403 Forbidden");
                assertThat(answer.headers())
                        .doesNotContainKeys("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials");
            }
            assertThat(server.service.sessions()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /info, 200",
        "OPTIONS, /info, 204",
        "POST, /0/a/xhr, 200",
        "OPTIONS, /0/a/xhr, 204",
        "POST, /0/a/xhr_streaming, 200",
        "OPTIONS, /0/a/xhr_streaming, 204",
        "GET, /0/a/eventsource, 200",
        "GET, /0/a/htmlfile?c=f, 200",
        "GET, /0/a/jsonp?c=f, 200",
        "POST, /0/a/xhr_send, 404",
        "OPTIONS, /0/a/xhr_send, 204",
        "POST, /0/a/jsonp_send, 404",
        "GET, /0/a/jsonp, 500"
    })
    void anAllowedPageIsNamedAndMayHaveItsCookies(String method, String path, int status) {
        try (SockJsServer server = new SockJsServer(SockJsServer.all(), Origins.of(List.of(ALLOWED)));
                SockJsClient client = server.client()) {
            client.send(method, "/echo" + path, "", "Origin: " + ALLOWED);
            Answer head = client.head();
            assertThat(head.status()).startsWith(status + " ");
            assertThat(head.headers())
                    .containsEntry("Access-Control-Allow-Origin", ALLOWED)
                    .containsEntry("Access-Control-Allow-Credentials", "true")
                    .containsEntry("Vary", "Origin");
        }
    }

    @Test
    void aPageWithoutAnOriginOfItsOwnIsNamedToo() {
        try (SockJsServer server = new SockJsServer()) {
            assertThat(server.get("/echo/info", "Origin: null").headers())
                    .containsEntry("Access-Control-Allow-Origin", "null")
                    .containsEntry("Access-Control-Allow-Credentials", "true");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /info", "OPTIONS /info", "POST /0/a/xhr", "OPTIONS /0/a/xhr"})
    void whoNamesNoOriginGetsNoLeaveForCredentials(String resource) {
        String[] words = resource.split(" ", -1);
        try (SockJsServer server = new SockJsServer(SockJsServer.all(), Origins.of(List.of(ALLOWED)))) {
            assertThat(server.request(words[0], "/echo" + words[1], "").headers())
                    .containsEntry("Access-Control-Allow-Origin", "*")
                    .containsEntry("Vary", "Origin")
                    .doesNotContainKey("Access-Control-Allow-Credentials");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'a, b, c', 'a, b, c'",
                "'X-Token', 'X-Token'",
                "'', ",
                "' ', ",
                "'a: b', ",
                "'<script>', ",
                "'a;b', "
            })
    void theHeadersThatAPageWantsToSendAreAllowedIfTheyAreNames(String wanted, String allowed) {
        try (SockJsServer server = new SockJsServer()) {
            Answer answer = server.request("OPTIONS", "/echo/0/a/xhr", "", "Access-Control-Request-Headers: " + wanted);
            assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo(allowed);
        }
    }

    @Test
    void pagesOfTheServerItselfAreAllowedByDefault() {
        try (SockJsServer server = new SockJsServer(SockJsServer.all(), Origins.same())) {
            assertThat(server.get("/echo/info", "Origin: http://localhost").status())
                    .isEqualTo("200 OK");
            assertThat(server.get("/echo/info", "Origin: http://localhost:1").status())
                    .isEqualTo("403 Forbidden");
        }
    }

    @Test
    void theGreetingAndTheIframePageAreForEverybody() throws IOException {
        try (SockJsServer server = new SockJsServer(SockJsServer.all(), Origins.of(List.of()))) {
            for (String path : List.of("/echo", "/echo/iframe.html")) {
                Answer answer = server.get(path, "Origin: https://evil.example");
                assertThat(answer.status()).isEqualTo("200 OK");
                assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
            }
        }
    }
}
