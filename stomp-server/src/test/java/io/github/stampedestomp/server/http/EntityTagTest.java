package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {
    @Test
    void itDependsOnTheContentAlone() {
        assertThat(of("a")).isEqualTo(of("a")).isNotEqualTo(of("b")).isNotEqualTo(of(""));
        assertThat(of("a").text()).matches("\"[0-9a-f]{32}\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"x\"', true",
                "'W/\"x\"', true",
                "'*', true",
                "'\"a\", \"x\"', true",
                "'\"a\",W/\"x\" , \"b\"', true",
                "'x', false",
                "'\"X\"', false",
                "'\"xx\"', false",
                "'\"a\"', false",
                "'', false"
            })
    void aClientTellsWhichItKnows(String header, boolean known) {
        Request request = new Request(
                "GET",
                "/",
                "",
                HttpVersion.HTTP_1_1,
                Map.of("if-none-match", header),
                ByteBuffer.allocate(0),
                "192.0.2.1");
        assertThat(new EntityTag("\"x\"").isKnownTo(request)).isEqualTo(known);
    }

    @Test
    void aClientThatNamesNoneKnowsNone() {
        Request request =
                new Request("GET", "/", "", HttpVersion.HTTP_1_1, Map.of(), ByteBuffer.allocate(0), "192.0.2.1");
        assertThat(of("a").isKnownTo(request)).isFalse();
    }

    private static EntityTag of(String content) {
        return EntityTag.of(content.getBytes(UTF_8));
    }
}
