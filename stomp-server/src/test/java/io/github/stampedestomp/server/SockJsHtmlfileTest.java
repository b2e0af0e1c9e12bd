package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport htmlfile. */
class SockJsHtmlfileTest {
    private static final String STREAM = SockJsServer.SESSION + "/htmlfile";

    private final SockJsServer server = new SockJsServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theResponseIsAPageThatHandsFramesToItsParent() {
        try (SockJsClient client = server.client().get(STREAM + "?c=_jp.abc-1")) {
            Answer head = client.head();
            assertThat(head.status()).isEqualTo("200 OK");
            assertThat(head.headers())
                    .containsEntry("Content-Type", "text/html; charset=UTF-8")
                    .containsEntry("Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0")
                    .containsEntry("X-Accel-Buffering", "no");
            assertThat(client.chunk())
                    .hasSizeGreaterThan(1024)
                    .startsWith("<!doctype html>\n")
                    .contains("var c = parent._jp.abc-1;")
                    .endsWith(" ".repeat(1024) + "\r\n\r\n");
            assertThat(client.chunk()).isEqualTo("<script>\np(\"o\");\n</script>\r\n");
            server.post(SockJsServer.SESSION + "/xhr_send", "[\"x\"]");
            assertThat(client.chunk()).isEqualTo("<script>\np(\"a[\\\"x\\\"]\");\n</script>\r\n");
        }
    }

    @Test
    void noMessageCanEndTheScriptOrTheString() {
        try (SockJsClient client = server.client().get(STREAM + "?c=c")) {
            client.head();
            client.chunk();
            client.chunk();
            server.conversation().send("</script><!--\"\\\n%");
            assertThat(client.chunk())
                    .isEqualTo(
                            "<script>\np(\"a[\\\"\\u003c/script>\\u003c!--\\\\\\\"\\\\\\\\\\\\n%\\\"]\");\n</script>\r\n");
        }
    }

    @Test
    void theResponseEndsWithTheFrameThatReachesTheLimit() {
        try (SockJsClient client = server.client().get(STREAM + "?c=c")) {
            client.head();
            client.chunk();
            client.chunk();
            server.conversation().send("x".repeat(SockJsServer.RESPONSE_BYTES));
            assertThat(client.chunk()).contains("xxx");
            assertThat(client.chunk()).isEmpty();
        }
    }

    @Test
    void aCallbackIsRequired() {
        assertRefused(server.get(STREAM), "\"callback\" parameter required");
        assertRefused(server.get(STREAM + "?d=x"), "\"callback\" parameter required");
        assertThat(server.service.sessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%20",
                "*",
                "abc(",
                "abc%28",
                "a+b",
                "a%3Cb",
                "%22",
                "%0a",
                "%c3%a9",
                "123456789012345678901234567890123"
            })
    void aCallbackIsAName(String callback) {
        assertRefused(server.get(STREAM + "?c=" + callback), "invalid \"callback\" parameter");
        assertThat(server.service.sessions()).isZero();
    }

    @Test
    void aCallbackMayHave32Characters() {
        try (SockJsClient client = server.client().get(STREAM + "?c=" + "a".repeat(32))) {
            assertThat(client.head().status()).isEqualTo("200 OK");
        }
    }

    @Test
    void itIsOffByDefault() {
        try (SockJsServer plain = new SockJsServer(SockJs.at("/echo"), Origins.any())) {
            assertThat(plain.get(STREAM + "?c=c").status()).isEqualTo("404 Not Found");
        }
    }

    private static void assertRefused(Answer answer, String sentence) {
        assertThat(answer.status()).isEqualTo("500 Internal Server Error");
        assertThat(answer.body()).isEqualTo(sentence);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/plain; charset=UTF-8")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0");
    }
}
