package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandshakeHeadersTest {
    @Test
    void headersAreKeptAsTheyAreAndFoundWhateverTheCaseOfTheirNames() {
        Map<String, String> given = Map.of("Host", "localhost", "Cookie", "", "X-Umlaut", "ä😀", "Accept", "a, b");
        Map<String, String> headers = HandshakeHeaders.copyOf(given);
        assertThat(headers).containsExactlyInAnyOrderEntriesOf(given).isEqualTo(given);
        assertThat(headers.get("hOST")).isEqualTo("localhost");
        assertThat(headers.containsKey("COOKIE")).isTrue();
        assertThat(headers.get("Origin")).isNull();
        assertThat(headers.containsKey("Origin")).isFalse();
        assertThat(headers.keySet()).containsExactly("Accept", "Cookie", "Host", "X-Umlaut");
    }

    @Test
    void theyChangeNeitherWithTheMapTheyAreOfNorByThemselves() {
        Map<String, String> given = new HashMap<>(Map.of("Host", "localhost"));
        Map<String, String> headers = HandshakeHeaders.copyOf(given);
        given.put("Host", "other");
        assertThat(headers).containsExactly(Map.entry("Host", "localhost"));
        assertThatThrownBy(() -> headers.put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(headers::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> headers.entrySet().iterator().next().setValue("x"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void evenWhatHttpForbidsInAHeaderIsKept() {
        Map<String, String> given = Map.of("a", "b\0c", "\0", "d");
        assertThat(HandshakeHeaders.copyOf(given)).isEqualTo(given);
        assertThat(HandshakeHeaders.copyOf(Map.of())).isEmpty();
    }
}
