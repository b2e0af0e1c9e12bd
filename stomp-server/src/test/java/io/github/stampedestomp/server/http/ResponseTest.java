package io.github.stampedestomp.server.http;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response may not hold. */
class ResponseTest {
    @ParameterizedTest
    @ValueSource(strings = {"text/plain\r\nSet-Cookie: a=b", "text/plain\n", "\rtext/plain"})
    void noMediaTypeForgesAnotherHeader(String mediaType) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.of(Status.OK, mediaType, ByteBuffer.allocate(0)))
                .withMessage("a header must not hold a line break: Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\n", "\r"})
    void noHeaderForgesAnotherOne(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.of(Status.OK).with("X", text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Response.of(Status.OK).with(text, "x"));
    }
}
