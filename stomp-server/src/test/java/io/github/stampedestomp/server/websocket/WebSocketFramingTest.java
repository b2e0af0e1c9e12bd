package io.github.stampedestomp.server.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketFramingTest {
    @ParameterizedTest
    @CsvSource({
        "1,0,8101",
        "1,124,817d",
        "1,125,817e007e",
        "1,65534,817effff",
        "1,65535,817f0000000000010000",
        "70000,0,817f0000000000011170",
    })
    void theHeaderCountsStartAndRest(int start, int rest, String header) {
        ByteBuffer first = WebSocketFraming.TEXT.first(ByteBuffer.allocate(start), ByteBuffer.allocate(rest), true);
        byte[] bytes = new byte[first.remaining() - start];
        first.get(bytes);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(header);
    }

    @Test
    void onlyUtf8BecomesText() {
        assertThat(opcode(WebSocketFraming.TEXT, true)).isEqualTo(1);
        assertThat(opcode(WebSocketFraming.TEXT, false)).isEqualTo(2);
        assertThat(opcode(WebSocketFraming.BINARY, true)).isEqualTo(2);
        assertThat(opcode(WebSocketFraming.BINARY, false)).isEqualTo(2);
    }

    @Test
    void sharedBuffersAreNotMoved() {
        ByteBuffer start = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2);
        ByteBuffer rest = ByteBuffer.wrap(new byte[] {3, 4});
        assertThat(WebSocketFraming.TEXT.first(start, rest, true))
                .isEqualTo(ByteBuffer.wrap(new byte[] {(byte) 0x81, 4, 1, 2}));
        assertThat(WebSocketFraming.TEXT.rest(rest)).isSameAs(rest);
        assertThat(start.position()).isEqualTo(1);
        assertThat(rest.position()).isZero();
    }

    private static int opcode(WebSocketFraming framing, boolean text) {
        return framing.first(ByteBuffer.allocate(1), ByteBuffer.allocate(0), text)
                        .get(0)
                & 0x0f;
    }
}
