package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The forms of jsonp_send, whose clients never learn that one was refused. */
class SockJsFormTest {
    private static final int BODY_BYTES = 1024 * 1024;

    private final HttpClient client = HttpClient.newHttpClient();
    private final StompServer server = StompServer.builder()
            .rules(OpenRules::allow)
            .port(0)
            .limits(limits -> limits.bodyBytes(BODY_BYTES))
            .sockJs(SockJs.at("/sockjs").withHtmlfileAndJsonp())
            .build();

    @BeforeEach
    void open() throws IOException, InterruptedException {
        server.start();
        assertThat(receive(to("jsonp?c=f"))).isEqualTo("/**/f(\"o\");\r\n");
        assertThat(send("CONNECT\\naccept-version:1.2\\n\\n\\u0000")).isEqualTo("ok");
        assertThat(receive(to("jsonp?c=f"))).contains("CONNECTED");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void formMayHoldTheLongestFrameThoughMostOfItIsEscaped() throws IOException, InterruptedException {
        String body = "я".repeat(BODY_BYTES / 2);
        assertThat(send("SEND\\ndestination:/topic/a\\n\\n" + body + "\\u0000")).isEqualTo("ok");
    }

    private String send(String message) throws IOException, InterruptedException {
        return receive(to("jsonp_send")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("d=" + URLEncoder.encode("[\"" + message + "\"]", UTF_8))));
    }

    private String receive(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder to(String resource) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/sockjs/0/a/" + resource));
    }
}
