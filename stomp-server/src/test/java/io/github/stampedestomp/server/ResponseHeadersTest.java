package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.net.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a request holds does not stand in the headers of the response, where it could mean something. */
class ResponseHeadersTest {
    private static final String MARK = "mArK4711";
    private static final String ALLOWED = "https://chat.example";
    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Language",
            "Access-Control-Request-Method",
            "Authorization",
            "Connection",
            "Cookie",
            "Forwarded",
            "If-None-Match",
            "Last-Event-ID",
            "Range",
            "Referer",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Protocol",
            "Upgrade",
            "User-Agent",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Request-Id",
            "X-User");

    private static StompServer server;
    private static int sessions;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("index.html"), "<p>hello</p>");
        server = StompServer.builder()
                .port(0)
                .rules(OpenRules::allow)
                .files("/", folder)
                .sockJs(SockJs.at("/sockjs").iframes("/sockjs.js").withHtmlfileAndJsonp())
                .api(HttpApi.withKey("0123456789abcdef0123456789abcdef"))
                .allowedOrigins(ALLOWED)
                .build();
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    static List<String> resources() {
        return List.of(
                "GET /",
                "GET /index.html?MARK",
                "GET /MARK",
                "GET /a%0aX:MARK",
                "MARK /",
                "GET  /MARK",
                "OPTIONS *",
                "OPTIONS /",
                "GET /stomp?MARK",
                "GET /sockjs",
                "GET /sockjs/MARK",
                "GET /sockjs/info?MARK",
                "OPTIONS /sockjs/info",
                "MARK /sockjs/info",
                "GET /sockjs/iframe.html?MARK",
                "GET /sockjs/iframe-MARK.html",
                "GET /sockjs/websocket",
                "GET /sockjs/0/MARK/websocket",
                "POST /sockjs/0/MARK-EACH/xhr",
                "OPTIONS /sockjs/0/MARK/xhr",
                "POST /sockjs/0/MARK/xhr_send",
                "POST /sockjs/0/streaming-MARK-EACH/xhr_streaming",
                "GET /sockjs/0/events-MARK-EACH/eventsource",
                "GET /sockjs/0/htmlfile-MARK-EACH/htmlfile?c=MARK",
                "GET /sockjs/0/htmlfile-MARK/htmlfile?c=MARK%0d%0aX:y",
                "GET /sockjs/0/jsonp-MARK-EACH/jsonp?c=MARK",
                "POST /sockjs/0/jsonp-MARK/jsonp_send",
                "POST /api/send?destination=/topic/MARK",
                "POST /api/send?destination=MARK",
                "GET /api/sessions/MARK",
                "GET /api/MARK",
                "MARK /api/send");
    }

    @ParameterizedTest
    @MethodSource("resources")
    void nothingOfTheRequestStandsThere(String resource) {
        for (String host : List.of("localhost", MARK + ".example")) {
            for (String origin : List.of("", "https://" + MARK + ".example", MARK)) {
                assertThat(head(resource, host, origin, false)).doesNotContainIgnoringCase(MARK);
                assertThat(head(resource, host, origin, true)).doesNotContainIgnoringCase(MARK);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("resources")
    void onlyAnAllowedOriginIsNamed(String resource) {
        String head = head(resource, MARK, ALLOWED, false);
        assertThat(head).doesNotContainIgnoringCase(MARK);
        assertThat(head.lines().filter(line -> line.startsWith("Access-Control-Allow-Origin:")))
                .isSubsetOf("Access-Control-Allow-Origin: " + ALLOWED);
        assertThat(head(resource, MARK, "https://" + MARK + ".chat.example", false))
                .doesNotContain("Access-Control-Allow-Credentials");
    }

    /** Each request opens a session of its own, as others could have to wait for what comes in it. */
    private static String head(String resource, String host, String origin, boolean isUpgrade) {
        sessions++;
        String own = resource.replace("MARK", MARK).replace("EACH", Integer.toString(sessions));
        StringBuilder request = new StringBuilder(own).append(" HTTP/1.1\r\n");
        request.append("Host: ").append(host).append("\r\nContent-Length: 0\r\n");
        HEADERS.forEach(name -> request.append(name)
                .append(": ")
                .append(MARK)
                .append("=")
                .append(MARK)
                .append("\r\n"));
        request.append(origin.isEmpty() ? "" : "Origin: " + origin + "\r\n");
        if (isUpgrade) {
            request.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                    .append("Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n");
        }
        try (RawClient client = RawClient.to(server.port())) {
            return client.send(request.append("\r\n").toString()).readUntil("\r\n\r\n");
        }
    }
}
