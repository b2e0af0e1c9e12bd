package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.wire;
import static io.github.stampedestomp.codec.Wire.wireBytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on for ever is refused at its limit, or costs no memory. */
class EndlessBytesTest {
    private static final FrameLimits LIMITS = FrameLimits.DEFAULT;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a command               |                     | S             | 34
            a command of returns    | \\n                 | S\\r          | 34
            one header line         | SEND\\n             | a             | 8194
            a line of returns       | SEND\\na:           | \\r           | 8194
            a line of blanks        | SEND\\n             | \\s           | 8194
            header lines            | SEND\\n             | a:b\\n        | 260
            long header lines       | SEND\\n             | a:HUNDRED\\n  | 16700
            a body                  | SEND\\n\\n          | b             | 65537
            a body of line feeds    | SEND\\n\\n          | \\n           | 65537
            NULs                    |                     | ^@            | 1
            returns                 |                     | \\r           | 2
            headers behind a frame  | SEND\\n\\n^@ERROR\\n | a:b\\n       | 260
            """)
    void isRefusedAtItsLimit(String what, String start, String again, int limit) {
        FrameDecoder decoder = new FrameDecoder(LIMITS, frame -> {});
        decoder.decode(wire(start == null ? "" : unescaped(start)));
        byte[] piece = wireBytes(unescaped(again));
        assertThat(bytesUntilRefused(decoder, piece)).as(what).isLessThanOrEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void heartBeatsCostNothing(String heartBeat) {
        FrameRecorder frames = new FrameRecorder();
        FrameDecoder decoder = new FrameDecoder(LIMITS, frames);
        byte[] beats = wireBytes(heartBeat.repeat(1 << 16));
        assertThat(bytesAllocated(() -> {
                    for (int i = 0; i < 1000; i++) {
                        decoder.decode(ByteBuffer.wrap(beats));
                    }
                }))
                .isLessThan(1 << 20);
        decoder.decode(wire("SEND\n\nstill here^@"));
        assertThat(frames.nextFrame().text()).isEqualTo("still here");
    }

    @Test
    void aLengthThatIsOnlyAnnouncedCostsNothing() {
        FrameLimits large = LIMITS.withBodyBytes(900_000_000);
        FrameDecoder decoder = new FrameDecoder(large, frame -> {});
        assertThat(bytesAllocated(() -> decoder.decode(wire("SEND\ncontent-length:900000000\n\nfirst bytes"))))
                .isLessThan(1 << 20);
    }

    @Test
    void aBodyThatTricklesInCostsInProportionToItsLength() {
        FrameDecoder decoder = new FrameDecoder(LIMITS, frame -> {});
        byte[] piece = {'b'};
        decoder.decode(wire("SEND\ncontent-length:65536\n\n"));
        assertThat(bytesAllocated(() -> {
                    for (int i = 0; i < LIMITS.bodyBytes(); i++) {
                        decoder.decode(ByteBuffer.wrap(piece));
                    }
                }))
                .isLessThan(10_000_000);
    }

    @Test
    void manyFramesLeaveNothingBehind() {
        Conversation conversation = new Conversation(LIMITS);
        conversation.agree(Version.V1_2);
        byte[] frame = wireBytes("SEND\nreceipt:1\ncontent-length:4\n\nbody^@");
        for (int i = 0; i < 10_000; i++) {
            conversation.read(ByteBuffer.wrap(frame));
        }
        assertThat(conversation.frames()).hasSize(10_000);
        assertThat(conversation.frames().get(9_999))
                .isEqualTo(conversation.frames().get(0));
    }

    private static int bytesUntilRefused(FrameDecoder decoder, byte[] piece) {
        for (int i = 0; i < 1_000_000; i++) {
            try {
                decoder.decode(ByteBuffer.wrap(piece, i % piece.length, 1));
            } catch (ProtocolException e) {
                return i + 1;
            }
        }
        throw new AssertionError("a million bytes were taken");
    }

    private static String unescaped(String text) {
        return text.translateEscapes().replace("HUNDRED", "h".repeat(100));
    }

    private static long bytesAllocated(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
