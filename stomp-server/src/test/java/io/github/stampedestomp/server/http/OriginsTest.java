package io.github.stampedestomp.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                         | chat.example      | true
            http://chat.example          | chat.example      | true
            http://CHAT.example          | chat.Example      | true
            http://chat.example:80       | chat.example      | true
            http://chat.example          | chat.example:80   | true
            http://chat.example:8080     | chat.example:8080 | true
            http://[::1]:8080            | [::1]:8080        | true
            http://[::1]                 | [::1]             | true
            https://chat.example         | chat.example      | false
            http://chat.example          | chat.example:8080 | false
            http://chat.example:8080     | chat.example      | false
            http://chat.example.evil     | chat.example      | false
            http://evil-chat.example     | chat.example      | false
            http://chat.example@evil     | chat.example      | false
            http://chat.example/         | chat.example      | false
            http://chat.example/x        | chat.example      | false
            http://chat.example, http://chat.example | chat.example | false
            http://chat.example:         | chat.example      | false
            http://chat.example:x        | chat.example      | false
            http://chat.example:123456   | chat.example:123456 | false
            ftp://chat.example           | chat.example      | false
            chat.example                 | chat.example      | false
            http://                      | ''                | false
            ''                           | ''                | false
            null                         | chat.example      | false
            null                         | null              | false
            http://chat.example          | none              | false
            """)
    void pagesOfThisServerAreAllowed(String origin, String host, boolean allowed) {
        assertThat(Origins.same().allow(request(origin, host))).isEqualTo(allowed);
    }

    @Test
    void listedOriginsAreAllowedAndNoOthers() {
        Origins origins = Origins.of(List.of("https://Chat.example", "http://localhost:3000"));
        assertThat(origins.allow(request("https://chat.example:443", "a"))).isTrue();
        assertThat(origins.allow(request("http://localhost:3000", "a"))).isTrue();
        assertThat(origins.allow(request(null, "a"))).isTrue();
        assertThat(origins.allow(request("http://chat.example", "a"))).isFalse();
        assertThat(origins.allow(request("http://a", "a"))).isFalse();
        assertThat(origins.allow(request("null", "a"))).isFalse();
    }

    @Test
    void anyOriginIsAllowedIfSaidSo() {
        assertThat(Origins.any().allow(request("null", "a"))).isTrue();
        assertThat(Origins.any().allow(request("https://far.example", "a"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "https://*.example", "chat.example", "https://chat.example/", "null", ""})
    void whatIsNoOriginCannotBeListed(String text) {
        assertThatThrownBy(() -> Origins.of(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    private static Request request(String origin, String host) {
        Map<String, String> headers = new HashMap<>();
        if (origin != null) {
            headers.put("Origin", origin);
        }
        if (host != null) {
            headers.put("Host", host);
        }
        return new Request("GET", "/", "", HttpVersion.HTTP_1_1, headers, ByteBuffer.allocate(0), "192.0.2.1");
    }
}
