package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int MESSAGE_BYTES = 70_000;

    @Test
    void messagesAreUnmaskedWhateverTheirLength() {
        for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 128, 0xffff, 0x10000, MESSAGE_BYTES}) {
            String payload = "ä".repeat(length / 2) + "x".repeat(length % 2);
            assertThat(read(ClientFrames.of().text(payload))).containsExactly("TEXT " + payload);
        }
    }

    @Test
    void framesAreUnderstoodHoweverTheirBytesArrive() {
        ClientFrames frames = ClientFrames.of()
                .text("hello wörld")
                .frame(0x01, "frag".getBytes(UTF_8))
                .ping("are you there")
                .frame(0x00, "men".getBytes(UTF_8))
                .frame(0x8a)
                .frame(0x80, "ted".getBytes(UTF_8))
                .binary(new byte[300])
                .close(4000, "see you");
        byte[] bytes = frames.bytes();
        List<String> expected = List.of(
                "TEXT hello wörld",
                "TEXT frag",
                "PING are you there",
                "TEXT men",
                "PONG ",
                "TEXT ted",
                "BINARY " + "\0".repeat(300),
                "CLOSE 4000 see you");
        for (int size = 1; size <= bytes.length; size++) {
            assertThat(read(bytes, size)).as("pieces of %d bytes", size).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c1                      | a reserved bit is set, but no extension was agreed on
            a1                      | a reserved bit is set, but no extension was agreed on
            91                      | a reserved bit is set, but no extension was agreed on
            83                      | unknown opcode 3
            87                      | unknown opcode 7
            8b                      | unknown opcode 11
            8f                      | unknown opcode 15
            81 00                   | a frame of a client must be masked
            88 02                   | a frame of a client must be masked
            09                      | a control frame must not be fragmented
            08                      | a control frame must not be fragmented
            89 fe                   | a control frame must not be longer than 125 bytes
            88 ff                   | a control frame must not be longer than 125 bytes
            81 fe 007d              | a length must be written in as few bytes as possible
            81 ff 000000000000007e  | a length must be written in as few bytes as possible
            81 ff 000000000000ffff  | a length must be written in as few bytes as possible
            80 80 00000000          | a continuation came, but no message has begun
            00 80 00000000          | a continuation came, but no message has begun
            01 80 00000000 81 80 00000000 | a new message came before the end of the last one
            02 80 00000000 01 80 00000000 | a new message came before the end of the last one
            88 81 00000000 03       | a close frame has no valid code
            """)
    void whatTheSpecificationForbidsIsRefused(String hex, String sentence) {
        assertThat(read(ClientFrames.of().text("before").raw(hex)))
                .containsExactly("TEXT before", "BROKEN 1002 " + sentence);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 0x7fff, 0x8000, 0xffff})
    void otherCloseCodesAreRefused(int code) {
        assertThat(read(ClientFrames.of().close(code, "")))
                .containsExactly("BROKEN 1002 a close frame has no valid code");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void closeCodesOfTheSpecificationAreUnderstood(int code) {
        assertThat(read(ClientFrames.of().close(code, "é"))).containsExactly("CLOSE " + code + " é");
    }

    @Test
    void aCloseFrameMayBeEmpty() {
        assertThat(read(ClientFrames.of().frame(0x88))).containsExactly("CLOSE 1000 ");
    }

    @Test
    void aReasonMustBeUtf8() {
        assertThat(read(ClientFrames.of().frame(0x88, (byte) 3, (byte) 0xe8, (byte) 0xc3)))
                .containsExactly("BROKEN 1007 a text must be UTF-8");
    }

    @Test
    void nothingCountsAfterACloseFrame() {
        assertThat(read(ClientFrames.of().close(1000, "").text("late").raw("ff")))
                .containsExactly("CLOSE 1000 ");
    }

    @Test
    void nothingCountsAfterABrokenFrame() {
        ReadFrames frames = new ReadFrames();
        FrameReader reader = reader(frames);
        reader.read(ByteBuffer.wrap(new byte[] {0x01, 0x00}));
        assertThat(frames.take()).hasSize(1);
        reader.read(ByteBuffer.wrap(ClientFrames.of().text("late").bytes()));
        assertThat(frames.take()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "c0,c0",
        "c1bf,c1",
        "c328,28",
        "80,80",
        "e08080,80",
        "e0a0,''",
        "eda080,a0",
        "edb080,b0",
        "efbfbf,OK",
        "ee8080,OK",
        "f0808080,80",
        "f08080,80",
        "f09f9880,OK",
        "f4908080,90",
        "f48fbfbf,OK",
        "f5,f5",
        "f888808080,f8",
        "ff,ff",
        "7f,OK",
        "00,OK",
        "ed9fbf,OK",
        "e282ac,OK",
        "e282,''",
        "c3,''",
        "61c3a4,OK",
        "616161616161616161c3a4,OK",
        "6161616161616161c328,28",
    })
    void aTextIsRefusedAtItsFirstByteThatIsNotUtf8(String hex, String wrong) {
        byte[] payload = HexFormat.of().parseHex(hex);
        ReadFrames frames = new ReadFrames();
        FrameReader reader = reader(frames);
        byte[] frame = ClientFrames.of().frame(0x81, payload).bytes();
        for (int i = 0; i < frame.length; i++) {
            reader.read(ByteBuffer.wrap(new byte[] {frame[i]}));
            if (frames.take().contains("BROKEN 1007 a text must be UTF-8")) {
                boolean isAtEnd = i == frame.length - 1 && wrong.isEmpty();
                assertThat(isAtEnd ? "" : "%02x".formatted(payload[i - 6])).isEqualTo(wrong);
                return;
            }
        }
        assertThat(wrong).isEqualTo("OK");
    }

    @Test
    void aCharacterMaySpanFragmentsButNotMessages() {
        assertThat(read(ClientFrames.of().frame(0x01, (byte) 0xc3).frame(0x80, (byte) 0xa4)))
                .containsExactly("TEXT ä");
        assertThat(read(ClientFrames.of().frame(0x81, (byte) 0xc3).frame(0x81, (byte) 0xa4)))
                .last()
                .isEqualTo("BROKEN 1007 a text must be UTF-8");
    }

    @Test
    void binaryMessagesMayHoldAnything() {
        assertThat(read(ClientFrames.of().binary((byte) 0xff, (byte) 0xc0))).containsExactly("BINARY \u00ff\u00c0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82 ff 0000000000011171",
                "82 ff 7fffffffffffffff",
                "82 ff 8000000000000000",
                "82 ff ffffffffffffffff",
                "82 ff 0000000100000000",
            })
    void aMessageThatIsTooLongIsRefusedOnItsHeader(String header) {
        assertThat(read(ClientFrames.of().raw(header).raw("00000000")))
                .containsExactly("BROKEN 1009 the message is longer than the 70000 bytes allowed (limit bodyBytes)");
    }

    @Test
    void fragmentsAreTooLongTogether() {
        ClientFrames frames = ClientFrames.of().frame(0x02, new byte[69_999]).frame(0x00, new byte[1]);
        assertThat(read(frames)).noneMatch(frame -> frame.startsWith("BROKEN"));
        assertThat(read(frames.frame(0x80, new byte[1]))).last().asString().startsWith("BROKEN 1009 ");
    }

    @Test
    void aMessageMayHave256FragmentsEmptyOnesIncluded() {
        ClientFrames frames = ClientFrames.of().frame(0x02);
        for (int i = 0; i < 255; i++) {
            frames.frame(0x00).ping("");
        }
        assertThat(read(frames)).noneMatch(frame -> frame.startsWith("BROKEN"));
        assertThat(read(frames.frame(0x80)))
                .last()
                .isEqualTo("BROKEN 1009 the message has more than the 256 fragments allowed (limit fragments)");
    }

    private static List<String> read(ClientFrames frames) {
        return read(frames.bytes(), Integer.MAX_VALUE);
    }

    /** {@return what the frames hold, with the pieces of messages that follow each other joined} */
    private static List<String> read(byte[] bytes, int size) {
        ReadFrames frames = new ReadFrames();
        FrameReader reader = reader(frames);
        for (int from = 0; from < bytes.length; from += Math.min(size, bytes.length - from)) {
            reader.read(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + Math.min(size, bytes.length - from))));
        }
        return frames.take();
    }

    private static FrameReader reader(FrameReader.Sink sink) {
        return new FrameReader(new MessageLimits(MESSAGE_BYTES, MessageLimits.FRAGMENTS), sink);
    }
}
