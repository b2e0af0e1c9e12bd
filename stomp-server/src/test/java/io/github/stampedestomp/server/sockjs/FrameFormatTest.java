package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How frames stand in the bodies of responses. */
class FrameFormatTest {
    private static final int FRAMES = 5_000;
    private static final String[] PIECES = {
        "a", "%", "%25", "25", "\"", "\\", "<", "</script>", "\n", "\u2028", "\u00e9"
    };

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "o, 'o\n', 'data: o\r\n\r\n', '<script>\np(\"o\");\n</script>\r\n', '/**/f(\"o\");\r\n'",
                "h, 'h\n', 'data: h\r\n\r\n', '<script>\np(\"h\");\n</script>\r\n', '/**/f(\"h\");\r\n'"
            })
    void eachTransportHasItsOwn(String frame, String xhr, String eventSource, String htmlfile, String jsonp) {
        ByteBuffer written = frame.equals("o") ? Frames.OPEN : Frames.HEARTBEAT;
        assertThat(written(FrameFormat.XHR_POLLING, List.of(written), MessageFraming.HTTP))
                .isEqualTo(xhr);
        assertThat(written(FrameFormat.XHR_STREAMING, List.of(written), MessageFraming.HTTP))
                .isEqualTo(xhr);
        assertThat(written(FrameFormat.EVENTSOURCE, List.of(written), MessageFraming.EVENTSOURCE))
                .isEqualTo(eventSource);
        assertThat(written(FrameFormat.htmlfile("f"), List.of(written), MessageFraming.HTTP))
                .isEqualTo(htmlfile);
        assertThat(written(FrameFormat.jsonp("f"), List.of(written), MessageFraming.HTTP))
                .isEqualTo(jsonp);
    }

    @Test
    void aCloseFrameHasACodeAndAReason() {
        assertThat(UTF_8.decode(Frames.close(3000, "Go away!")).toString()).isEqualTo("c[3000,\"Go away!\"]");
        assertThat(UTF_8.decode(Frames.close(4999, "\"\u2028")).toString()).isEqualTo("c[4999,\"\\\"\\u2028\"]");
    }

    @Test
    void theSharedBytesOfAMessageAreLeftAsTheyWere() {
        ByteBuffer message = MessageFraming.HTTP.message("a");
        List<ByteBuffer> frame = Frames.messages(List.of(message, message));
        for (FrameFormat format : List.of(FrameFormat.XHR_POLLING, FrameFormat.EVENTSOURCE, FrameFormat.jsonp("f"))) {
            written(format, frame, MessageFraming.HTTP);
        }
        assertThat(written(FrameFormat.XHR_POLLING, frame, MessageFraming.HTTP)).isEqualTo("a[\"a\",\"a\"]\n");
    }

    /** A client may go on by a transport that wants another framing than the one it has begun with. */
    @Test
    void whateverWasFramedForOneTransportIsReadByAnother() throws BrokenJson {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < FRAMES; i++) {
            List<String> messages = messages(random);
            for (MessageFraming is : List.of(MessageFraming.HTTP, MessageFraming.EVENTSOURCE)) {
                List<ByteBuffer> frame =
                        Frames.messages(messages.stream().map(is::message).toList());
                assertThat(readByXhr(written(FrameFormat.XHR_STREAMING, frame, is)))
                        .as("seed %d, frame %d", seed, i)
                        .isEqualTo(messages);
                assertThat(readByEventSource(written(FrameFormat.EVENTSOURCE, frame, is)))
                        .as("seed %d, frame %d", seed, i)
                        .isEqualTo(messages);
                assertThat(readByScript(written(FrameFormat.jsonp("f"), frame, is)))
                        .as("seed %d, frame %d", seed, i)
                        .isEqualTo(messages);
            }
        }
    }

    @Test
    void noFrameCanEndAScript() {
        List<ByteBuffer> frame = Frames.messages(List.of(MessageFraming.HTTP.message("</script><script>x()</script>")));
        String written = written(FrameFormat.htmlfile("f"), frame, MessageFraming.HTTP);
        assertThat(written.indexOf("</")).isEqualTo(written.length() - "</script>\r\n".length());
        assertThat(written.lastIndexOf("<script>")).isZero();
    }

    private static List<String> messages(Random random) {
        List<String> messages = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            StringBuilder message = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--) {
                message.append(PIECES[random.nextInt(PIECES.length)]);
            }
            messages.add(message.toString());
        }
        return messages;
    }

    private static List<String> readByXhr(String written) throws BrokenJson {
        assertThat(written).startsWith("a[").endsWith("]\n");
        return StringArray.parse(written.substring(1, written.length() - 1));
    }

    private static List<String> readByEventSource(String written) throws BrokenJson {
        assertThat(written).startsWith("data: a[").endsWith("]\r\n\r\n");
        assertThat(written.replace("%25", "")).doesNotContain("%");
        return StringArray.parse(written.substring(7, written.length() - 4).replace("%25", "%"));
    }

    private static List<String> readByScript(String written) throws BrokenJson {
        assertThat(written).startsWith("/**/f(\"").endsWith("\");\r\n").doesNotContain("<");
        String frame = StringArray.parse("[" + written.substring(6, written.length() - 4) + "]")
                .get(0);
        return StringArray.parse(frame.substring(1));
    }

    private static String written(FrameFormat format, List<ByteBuffer> frame, MessageFraming is) {
        StringBuilder text = new StringBuilder();
        format.write(frame, is).forEach(part -> text.append(UTF_8.decode(part.duplicate())));
        return text.toString();
    }
}
