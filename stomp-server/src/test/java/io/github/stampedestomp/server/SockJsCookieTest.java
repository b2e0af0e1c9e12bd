package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.server.http.Origins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cookie by which some load balancers recognise a client. */
class SockJsCookieTest {
    private static final String[] SESSION_RESOURCES = {
        "POST /0/a/xhr",
        "POST /0/a/xhr_streaming",
        "GET /0/a/eventsource",
        "GET /0/a/htmlfile?c=f",
        "GET /0/a/jsonp?c=f",
        "POST /0/a/xhr_send",
        "POST /0/a/jsonp_send",
        "OPTIONS /0/a/xhr"
    };

    private final SockJsServer server = new SockJsServer(SockJsServer.all().cookie(), Origins.any());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void itIsSetByAllUrlsOfASession() {
        for (String resource : SESSION_RESOURCES) {
            assertThat(cookie(server, resource)).as(resource).isEqualTo("JSESSIONID=dummy; Path=/");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSESSIONID=abcdef | abcdef",
                "a=b; JSESSIONID=abc.def-1; c=d | abc.def-1",
                "a=b;JSESSIONID=x | x",
                "XJSESSIONID=x | dummy",
                "JSESSIONID= | dummy",
                "JSESSIONID=a b | dummy",
                "JSESSIONID=a<b | dummy",
                "JSESSIONID | dummy"
            })
    void aClientThatHasOneGetsTheSame(String cookies, String value) {
        assertThat(cookie(server, "POST /0/a/xhr", "Cookie: " + cookies)).isEqualTo("JSESSIONID=" + value + "; Path=/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET ", "GET /info", "GET /iframe.html", "OPTIONS /info"})
    void whatBelongsToNoSessionSetsNone(String resource) {
        assertThat(cookie(server, resource, "Cookie: JSESSIONID=x")).isNull();
    }

    @Test
    void noneIsSetByDefault() {
        try (SockJsServer plain = new SockJsServer()) {
            for (String resource : SESSION_RESOURCES) {
                assertThat(cookie(plain, resource, "Cookie: JSESSIONID=x"))
                        .as(resource)
                        .isNull();
            }
        }
    }

    private static String cookie(SockJsServer server, String resource, String... headers) {
        int space = resource.indexOf(' ');
        try (SockJsClient client = server.client()) {
            client.send(resource.substring(0, space), "/echo" + resource.substring(space + 1), "", headers);
            return client.head().header("Set-Cookie");
        }
    }
}
