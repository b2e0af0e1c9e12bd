package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.net.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before the API has the whole request is told as the API tells everything else. */
class HttpApiRefusalTest {
    @ParameterizedTest
    @CsvSource({"/api/send/topic/news, 65536", "/api/batch, 131072"})
    void bodyThatIsTooLongIsAProblem(String path, int limit) {
        try (StompServer server = StompServer.builder()
                        .port(0)
                        .api(HttpApi.withKey("a key for the tests"))
                        .build();
                RawClient client = client(server)) {
            client.send("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n".formatted(path, limit + 1));
            assertThat(client.readToEnd())
                    .startsWith("HTTP/1.1 413 Content Too Large\r\n")
                    .contains("\r\nContent-Type: application/problem+json\r\n")
                    .endsWith("{\"type\":\"about:blank\",\"title\":\"Content Too Large\",\"status\":413,"
                            + "\"detail\":\"the body is longer than the " + limit
                            + " bytes allowed (limit requestBodyBytes)\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"/stomp", "/nothing"})
    void elsewhereItStaysASentence(String path) {
        try (StompServer server = StompServer.builder()
                        .port(0)
                        .api(HttpApi.withKey("a key for the tests"))
                        .build();
                RawClient client = client(server)) {
            client.send("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n".formatted(path));
            assertThat(client.readToEnd()).contains("\r\nContent-Type: text/plain; charset=utf-8\r\n");
        }
    }

    private static RawClient client(StompServer server) {
        server.start();
        return RawClient.to(server.port());
    }
}
