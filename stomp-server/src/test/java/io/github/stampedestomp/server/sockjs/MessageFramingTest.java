package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How messages become strings of JSON. */
class MessageFramingTest {
    private static final int MESSAGES = 20_000;
    private static final String[] PIECES = {
        "a",
        "\"",
        "\\",
        "/",
        "\b",
        "\f",
        "\n",
        "\r",
        "\t",
        "\0",
        "\u001f",
        "\u007f",
        "%",
        "%25",
        "<",
        "\u00e9",
        "\u07ff",
        "\u0800",
        "\u200b",
        "\u200c",
        "\u2028",
        "\u206f",
        "\uffef",
        "\ufff0",
        "\uffff",
        "\ud83d\udc0e",
        "\ud800",
        "\udc00"
    };

    @ParameterizedTest
    @CsvSource({
        "HTTP, ',\"a%\"', ',\"a', '%\"'",
        "EVENTSOURCE, ',\"a%25\"', ',\"a', '%25\"'",
        "WEBSOCKET, 'a[\"a%\"]', 'a[\"a', '%\"]'"
    })
    void aMessageMayBeFramedInTwoParts(MessageFraming framing, String whole, String first, String rest) {
        assertThat(text(framing.message("a%"))).isEqualTo(whole);
        assertThat(text(framing.first(utf8("a")))).isEqualTo(first);
        assertThat(text(framing.rest(utf8("%")))).isEqualTo(rest);
    }

    @Test
    void exactlyWhatJsonAndBrowsersWantEscapedIs() {
        for (int c = 0; c <= 0xffff; c++) {
            String expected =
                    "\"\\\b\f\n\r\t".indexOf(c) >= 0 ? shortEscape(c) : isEscaped(c) ? longEscape(c) : plain(c);
            assertThat(text(MessageFraming.HTTP.message(plain(c))))
                    .as("character %x", c)
                    .isEqualTo(",\"" + expected + "\"");
        }
    }

    /** The escape set of the SockJS protocol, and surrogates. */
    private static boolean isEscaped(int c) {
        return Character.toString(c)
                        .matches("(?s)[\\x00-\\x1f\\u200c-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufff0-\\uffff]")
                || (0xd800 <= c && c <= 0xdfff);
    }

    private static String shortEscape(int c) {
        return "\\" + "\"\\bfnrt".charAt("\"\\\b\f\n\r\t".indexOf(c));
    }

    private static String longEscape(int c) {
        return "\\u%04x".formatted(c);
    }

    private static String plain(int c) {
        return String.valueOf((char) c);
    }

    @Test
    void aCharacterBeyondTheFirstPlaneIsTwoEscapes() {
        assertThat(text(MessageFraming.HTTP.first(utf8("x\ud83d\udc0ey")))).isEqualTo(",\"x\\ud83d\\udc0ey");
    }

    @ParameterizedTest
    @CsvSource({
        "ff, ?",
        "61ff62, a?b",
        "c3, ?",
        "c361, ?a",
        "c080, ??",
        "e282, ??",
        "e28241, ??A",
        "eda080, ???",
        "f09f90, ???",
        "f09f908e, \\ud83d\\udc0e",
        "f4908080, ????",
        "80c3a9bf, ?\u00e9?",
        "fffe, ??"
    })
    void ofBytesThatAreNotUtf8EachBecomesAQuestionMark(String hex, String expected) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        assertThat(text(MessageFraming.HTTP.rest(ByteBuffer.wrap(bytes)))).isEqualTo(expected + "\"");
    }

    @Test
    void malformedBytesAreFoundWhereverABufferOfTheDecoderEnds() {
        for (int length = 1000; length < 1050; length++) {
            byte[] bytes = ("\u00e9".repeat(length) + "x").getBytes(UTF_8);
            bytes[2 * length - 1] = (byte) 0xff;
            assertThat(text(MessageFraming.HTTP.rest(ByteBuffer.wrap(bytes))))
                    .isEqualTo("\u00e9".repeat(length - 1) + "??x\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(MessageFraming framing) throws BrokenJson {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            String message = message(random);
            assertThat(StringArray.parse(array(framing, text(framing.message(message)))))
                    .as("seed %d, message %d", seed, i)
                    .containsExactly(message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoPartsAreTheWholeWhereverTheyAreCut(MessageFraming framing) {
        String message = "a\"\\\n%\u00e9\u2028\u65e5\ud83d\udc0ez";
        for (int cut = 0; cut <= message.length(); cut++) {
            if (cut > 0 && Character.isHighSurrogate(message.charAt(cut - 1))) {
                continue; // half a character has no bytes
            }
            String parts = text(framing.first(utf8(message.substring(0, cut))))
                    + text(framing.rest(utf8(message.substring(cut))));
            assertThat(parts).isEqualTo(text(framing.message(message)));
        }
    }

    @Test
    void theMessageOfTheCallerIsLeftAsItWas() {
        ByteBuffer message = utf8("..\u00e9..").position(2);
        MessageFraming.HTTP.first(message);
        MessageFraming.HTTP.rest(message.asReadOnlyBuffer());
        assertThat(message.position()).isEqualTo(2);
        assertThat(text(MessageFraming.HTTP.rest(message))).isEqualTo("\u00e9..\"");
    }

    private static String message(Random random) {
        StringBuilder message = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            message.append(
                    random.nextInt(4) == 0 ? (char) random.nextInt(0x10000) : PIECES[random.nextInt(PIECES.length)]);
        }
        return message.toString();
    }

    /** As the client sees it. */
    private static String array(MessageFraming framing, String framed) {
        return switch (framing) {
            case HTTP -> "[" + framed.substring(1) + "]";
            case EVENTSOURCE -> "[" + framed.substring(1).replace("%25", "%") + "]";
            case WEBSOCKET -> framed.substring(1);
        };
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer bytes) {
        String text = UTF_8.decode(bytes.duplicate()).toString();
        assertThat(text.getBytes(UTF_8)).hasSize(bytes.remaining());
        assertThat(ISO_8859_1.decode(bytes).chars()).allMatch(c -> c >= ' ');
        return text;
    }
}
