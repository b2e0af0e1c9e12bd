package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;

/** Whatever a message holds: what is written for a client is JSON, and read to the same message. */
class FrameFormatFuzzTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Characters come as pairs of bytes, so that halves of characters are among them. */
    @FuzzTest(maxDuration = "10m")
    void aTextIsReadAsItWas(byte[] characters) {
        String text = text(characters);
        for (MessageFraming framing : List.of(MessageFraming.HTTP, MessageFraming.EVENTSOURCE)) {
            List<ByteBuffer> frame = Frames.messages(List.of(framing.message(text), framing.message("")));
            assertThat(readByEachTransport(frame, framing)).containsOnly(List.of(text, ""));
        }
        String overWebSocket = wire(List.of(MessageFraming.WEBSOCKET.message(text)));
        assertThat(array(overWebSocket.substring(1))).containsExactly(text);
        String close = wire(List.of(Frames.close(3000, text)));
        assertThat(array(close.substring(1))).containsExactly("3000", text);
    }

    /** The first byte tells where the rest is cut in two, as the bytes of a MESSAGE are. */
    @FuzzTest(maxDuration = "10m")
    void bytesAreReadAsTheTextThatTheyAre(byte[] input) {
        if (input.length < 1) {
            return;
        }
        int cut = 1 + (input[0] & 0xff) % input.length;
        ByteBuffer first = ByteBuffer.wrap(input, 1, cut - 1);
        ByteBuffer rest = ByteBuffer.wrap(input, cut, input.length - cut);
        String expected = lenient(first.duplicate()) + lenient(rest.duplicate());
        for (MessageFraming framing : List.of(MessageFraming.HTTP, MessageFraming.EVENTSOURCE)) {
            List<ByteBuffer> frame = Frames.messages(List.of(framing.first(first), framing.rest(rest)));
            // A message in two parts counts as two, of which only the first begins with a comma.
            assertThat(readByEachTransport(frame, framing)).containsOnly(List.of(expected));
        }
    }

    private static String text(byte[] characters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < characters.length; i += 2) {
            text.append((char) ((characters[i] & 0xff) << 8 | (characters[i + 1] & 0xff)));
        }
        return text.toString();
    }

    /** Each byte that belongs to no character is a question mark. */
    private static String lenient(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        while (bytes.hasRemaining()) {
            int length = Math.min(4, bytes.remaining());
            while (length > 1 && !isOneCharacter(bytes, length)) {
                length--;
            }
            text.append(isOneCharacter(bytes, length) ? UTF_8.decode(slice(bytes, length)) : "?");
            bytes.position(bytes.position() + length);
        }
        return text.toString();
    }

    private static boolean isOneCharacter(ByteBuffer bytes, int length) {
        try {
            String decoded = UTF_8.newDecoder().decode(slice(bytes, length)).toString();
            return decoded.codePointCount(0, decoded.length()) == 1;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static ByteBuffer slice(ByteBuffer bytes, int length) {
        return bytes.slice(bytes.position(), length);
    }

    private static List<List<String>> readByEachTransport(List<ByteBuffer> frame, MessageFraming is) {
        String xhr = wire(FrameFormat.XHR_STREAMING.write(frame, is));
        assertThat(xhr).startsWith("a[").endsWith("]\n").hasLineCount(1);
        String event = wire(FrameFormat.EVENTSOURCE.write(frame, is));
        assertThat(event).startsWith("data: a[").endsWith("]\r\n\r\n");
        assertThat(event.strip()).doesNotContain("\n", "\r");
        return List.of(
                array(xhr.substring(1)),
                array(event.strip().substring(7).replace("%25", "%")),
                readByScript(wire(FrameFormat.jsonp("f").write(frame, is)), "/**/f(", ");\r\n"),
                readByScript(wire(FrameFormat.htmlfile("f").write(frame, is)), "<script>\np(", ");\n</script>\r\n"));
    }

    private static List<String> readByScript(String script, String before, String after) {
        assertThat(script).startsWith(before).endsWith(after);
        String string = script.substring(before.length(), script.length() - after.length());
        assertThat(string).doesNotContain("<", "\n", "\r", "\u2028", "\u2029");
        return array(array("[" + string + "]").get(0).substring(1));
    }

    private static List<String> array(String json) {
        try {
            return Arrays.asList(MAPPER.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String wire(List<ByteBuffer> parts) {
        int length = parts.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer joined = ByteBuffer.allocate(length);
        parts.forEach(part -> joined.put(part.duplicate()));
        String text = UTF_8.decode(joined.flip()).toString();
        assertThat(text.getBytes(UTF_8)).isEqualTo(joined.array());
        return text;
    }
}
