package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found at the base of the URLs, and what is not found below it. */
class SockJsGreetingTest {
    private final SockJsServer server = new SockJsServer(SockJsServer.all().cookie(), Origins.any());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo/", "/echo?x=y"})
    void theBaseGreetsAndSetsNoCookie(String target) {
        assertThat(server.get(target).wire())
                .isEqualTo(
                        "200 OK\nContent-Type: text/plain; charset=UTF-8\nContent-Length: 19\n\nWelcome to SockJS!\n");
    }

    @Test
    void headIsAnsweredWithoutTheGreeting() {
        assertThat(server.request("HEAD", "/echo", "").wire())
                .isEqualTo("200 OK\nContent-Type: text/plain; charset=UTF-8\nContent-Length: 19\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /echo, 'GET, HEAD'",
        "POST, /echo/info, 'GET, HEAD'",
        "POST, /echo/iframe.html, 'GET, HEAD'",
        "GET, /echo/a/b/xhr, POST",
        "GET, /echo/a/b/xhr_streaming, POST",
        "GET, /echo/a/b/xhr_send, POST",
        "HEAD, /echo/a/b/xhr, POST",
        "POST, /echo/a/b/eventsource, GET",
        "POST, /echo/a/b/htmlfile, GET",
        "POST, /echo/a/b/jsonp, GET",
        "GET, /echo/a/b/jsonp_send, POST",
        "POST, /echo/a/b/websocket, GET"
    })
    void otherMethodsAreRefusedWithTheNamesOfThoseThereAreAndNothingElse(String method, String path, String allowed) {
        assertThat(server.request(method, path, "").wire())
                .isEqualTo("405 Method Not Allowed\nAllow: " + allowed + "\nContent-Length: 0\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo/a",
                "/echo/a.html",
                "/echo//",
                "/echo///",
                "/echo/a/a",
                "/echo/a/a/",
                "/echo/a",
                "/echo/a/b/xhr/d",
                "/echo/a/b/xhr//",
                "/echo/a/b/nothing",
                "/echo/a/b/",
                "/echo/info/",
                "/echo/INFO",
                "/echox"
            })
    void thereIsNothingByOtherPaths(String path) {
        try (SockJsClient client = server.client()) {
            client.raw().send(SockJsClient.wire("GET", path, ""));
            Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo("404 Not Found");
            assertThat(answer.headers()).doesNotContainKey("Set-Cookie");
        }
    }
}
