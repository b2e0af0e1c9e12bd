package io.github.stampedestomp.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch may not hold. */
class BatchTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\t"})
    void headerWithoutANameIsRefused(String name) {
        String text = "[{\"destination\":\"/topic/a\",\"body\":\"x\",\"headers\":{\"" + name + "\":\"a\"}}]";
        assertThatExceptionOfType(ApiFault.class)
                .isThrownBy(() -> Batch.read(ByteBuffer.wrap(text.getBytes(UTF_8)), 1))
                .withMessageEndingWith("a header needs a name");
    }
}
