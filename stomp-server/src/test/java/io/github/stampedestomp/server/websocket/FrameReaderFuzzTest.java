package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/** Whatever bytes come. The first byte of an input chooses the pieces; the rest is the wire. */
class FrameReaderFuzzTest {
    private static final int MESSAGE_BYTES = 300;

    @FuzzTest(maxDuration = "10m")
    void bytesMeanTheSameHoweverTheyArrive(byte[] input) {
        if (input.length < 1) {
            return;
        }
        Reading whole = new Reading();
        whole.read(input, 1, input.length);
        Reading pieces = new Reading();
        Random random = new Random(input[0]);
        for (int from = 1; from < input.length; ) {
            int to = Math.min(input.length, from + 1 + random.nextInt(8));
            pieces.read(input, from, to);
            from = to;
        }
        assertThat(pieces.outcome).isEqualTo(whole.outcome);
    }

    /** Whole messages, control frames and the fault; what has come of a message that does not end counts for nothing. */
    private static final class Reading implements FrameReader.Sink {
        final List<String> outcome = new ArrayList<>();
        private final FrameReader reader =
                new FrameReader(new MessageLimits(MESSAGE_BYTES, MessageLimits.FRAGMENTS), this);
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        /** The payload is unmasked in place, so the reader gets bytes of its own. */
        void read(byte[] bytes, int from, int to) {
            reader.read(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
        }

        @Override
        public void piece(Opcode opcode, ByteBuffer piece, boolean last) {
            assertNotEnded();
            message.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            assertThat(message.size()).isLessThanOrEqualTo(MESSAGE_BYTES);
            if (last) {
                outcome.add(opcode + " " + ISO_8859_1.decode(ByteBuffer.wrap(message.toByteArray())));
                assertText(opcode.name(), message.toByteArray());
                message.reset();
            }
        }

        @Override
        public void control(Framedata frame) {
            assertNotEnded();
            outcome.add(
                    frame instanceof CloseFrame close
                            ? "END " + close.getCloseCode() + " " + close.getMessage()
                            : frame.getOpcode() + " " + ISO_8859_1.decode(frame.getPayloadData()));
        }

        @Override
        public void broken(WebSocketFault fault) {
            assertNotEnded();
            outcome.add("END " + fault.code() + " " + fault.sentence());
        }

        private void assertNotEnded() {
            assertThat(outcome).as("what came after the end").noneMatch(each -> each.startsWith("END "));
        }

        private static void assertText(String opcode, byte[] bytes) {
            if (opcode.equals("TEXT")) {
                assertThat(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                        .isEqualTo(bytes);
            }
        }
    }
}
