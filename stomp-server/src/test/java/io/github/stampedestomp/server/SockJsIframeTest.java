package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page by which clients of other origins work inside an iframe. */
class SockJsIframeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/iframe.html",
                "/iframe-a.html",
                "/iframe-.html",
                "/iframe-0.1.2.html",
                "/iframe-0.1.2abc-dirty.2144.html",
                "/iframe_x.html",
                "/iframe-a.html?t=qf0923"
            })
    void itIsFoundInWhateverVersionAndKeptForAYear(String target) {
        try (SockJsServer server = new SockJsServer(SockJsServer.all().cookie(), Origins.any())) {
            Answer answer = server.get("/echo" + target);
            assertThat(answer.status()).isEqualTo("200 OK");
            assertThat(answer.headers())
                    .containsEntry("Content-Type", "text/html; charset=UTF-8")
                    .containsEntry("Cache-Control", "public, max-age=31536000")
                    .doesNotContainKeys("Last-Modified", "Set-Cookie");
            assertThat(answer.header("ETag")).matches("\"[0-9a-f]{32}\"");
            assertExpiresInAYear(answer);
            assertThat(answer.body())
                    .startsWith("<!DOCTYPE html>")
                    .contains("<script src=\"/sockjs.min.js\"></script>")
                    .contains("SockJS.bootstrap_iframe();");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/iframe.htm",
                "/iframe",
                "/IFRAME.html",
                "/IFRAME",
                "/iframe.HTML",
                "/iframe.xml",
                "/iframe-/.html",
                "/iframe-A.html",
                "/iframe%20.html",
                "/xiframe.html"
            })
    void itIsNotFoundByOtherNames(String path) {
        try (SockJsServer server = new SockJsServer()) {
            assertThat(server.get("/echo" + path).status()).isEqualTo("404 Not Found");
        }
    }

    @Test
    void whoHasItIsToldSoWithoutABody() {
        try (SockJsServer server = new SockJsServer()) {
            String tag = server.get("/echo/iframe.html").header("ETag");
            Answer answer = server.get("/echo/iframe.html", "If-None-Match: " + tag);
            assertThat(answer.status()).isEqualTo("304 Not Modified");
            assertThat(answer.headers())
                    .containsEntry("ETag", tag)
                    .containsEntry("Cache-Control", "public, max-age=31536000")
                    .containsKey("Content-Security-Policy")
                    .doesNotContainKeys("Content-Type", "Content-Length");
            assertThat(server.get("/echo/iframe.html", "If-None-Match: \"other\"")
                            .status())
                    .isEqualTo("200 OK");
        }
    }

    @Test
    void nothingBehindTheHeadOfA304DisturbsTheNextRequest() {
        try (SockJsServer server = new SockJsServer();
                SockJsClient client = server.client()) {
            for (int i = 0; i < 2; i++) {
                client.get("/echo/iframe.html", "If-None-Match: *");
                assertThat(client.answer().status()).isEqualTo("304 Not Modified");
            }
        }
    }

    @Test
    void headIsAnsweredWithoutThePage() {
        try (SockJsServer server = new SockJsServer()) {
            String length = server.get("/echo/iframe.html").header("Content-Length");
            Answer answer = server.request("HEAD", "/echo/iframe.html", "");
            assertThat(answer.header("Content-Length")).isEqualTo(length);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void browsersShowItInsidePagesOfAllowedOriginsOnly() {
        assertThat(policy(Origins.any())).isEqualTo("frame-ancestors *");
        assertThat(policy(Origins.same())).isEqualTo("frame-ancestors 'self'");
        assertThat(policy(Origins.of(List.of("https://b.example:443", "http://a.example:8080"))))
                .isEqualTo("frame-ancestors http://a.example:8080 https://b.example");
        assertThat(policy(Origins.of(List.of()))).isEqualTo("frame-ancestors 'none'");
    }

    @Test
    void theUrlOfTheScriptCannotLeaveItsAttribute() {
        SockJs settings = SockJs.at("/echo").iframes("https://x.example/\"><b>&c");
        try (SockJsServer server = new SockJsServer(settings, Origins.any())) {
            assertThat(server.get("/echo/iframe.html").body())
                    .contains("src=\"https://x.example/&quot;>&lt;b>&amp;c\"");
        }
    }

    @Test
    void thereIsNoneByDefault() {
        try (SockJsServer server = new SockJsServer(SockJs.at("/echo"), Origins.any())) {
            assertThat(server.get("/echo/iframe.html").status()).isEqualTo("404 Not Found");
        }
    }

    static void assertExpiresInAYear(Answer answer) {
        Instant expires = ZonedDateTime.parse(answer.header("Expires"), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        assertThat(Duration.between(Instant.now(), expires)).isBetween(Duration.ofDays(364), Duration.ofDays(366));
    }

    private static String policy(Origins origins) {
        try (SockJsServer server = new SockJsServer(SockJsServer.all(), origins)) {
            return server.get("/echo/iframe.html").header("Content-Security-Policy");
        }
    }
}
