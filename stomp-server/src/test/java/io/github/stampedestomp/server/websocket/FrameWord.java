package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame as a word of the table of WebSocket's cases says it.
 *
 * @param first the first byte: final or not, reserved bits, opcode
 * @param isMasked whether a client masks it
 * @param mask the mask
 * @param announced how many bytes its header announces
 * @param payload the bytes that come, or all bytes of the wire if the word is raw
 * @param isRaw whether the payload is all there is
 */
record FrameWord(int first, boolean isMasked, int mask, int announced, ByteBuffer payload, boolean isRaw) {
    private static final Pattern WORD = Pattern.compile(
            "(?<plain>!?)(?<kind>text|bin|cont|ping|pong|close|op[0-9]+|raw)(?<open>-?)(\\+(?<bits>[1-7]))?"
                    + "(@(?<mask>[0-9a-f]{8}))?(/(?<announced>[0-9]+))?(:(?<payload>.+))?");

    static FrameWord parse(String word) {
        Matcher parts = WORD.matcher(word);
        if (!parts.matches()) {
            throw new AssertionError("no frame: " + word);
        }
        String kind = parts.group("kind");
        String said = parts.group("payload") == null ? "" : parts.group("payload");
        byte[] payload = kind.equals("raw")
                ? HexFormat.of().parseHex(said)
                : kind.equals("close") ? closePayload(said) : payload(said);
        int bits = parts.group("bits") == null ? 0 : Integer.parseInt(parts.group("bits"));
        return new FrameWord(
                (parts.group("open").isEmpty() ? 0x80 : 0) | bits << 4 | opcode(kind),
                parts.group("plain").isEmpty(),
                parts.group("mask") == null ? 0xa102c374 : Integer.parseUnsignedInt(parts.group("mask"), 16),
                parts.group("announced") == null ? payload.length : Integer.parseInt(parts.group("announced")),
                ByteBuffer.wrap(payload),
                kind.equals("raw"));
    }

    private static int opcode(String kind) {
        return switch (kind) {
            case "cont", "raw" -> FrameHeader.CONTINUATION;
            case "text" -> FrameHeader.TEXT;
            case "bin" -> FrameHeader.BINARY;
            case "close" -> FrameHeader.CLOSE;
            case "ping" -> FrameHeader.PING;
            case "pong" -> FrameHeader.PONG;
            default -> Integer.parseInt(kind.substring(2));
        };
    }

    private static byte[] closePayload(String said) {
        if (said.isEmpty() || said.startsWith("#")) {
            return payload(said);
        }
        int comma = said.indexOf(',');
        int code = Integer.parseInt(comma < 0 ? said : said.substring(0, comma));
        byte[] reason = payload(comma < 0 ? "" : said.substring(comma + 1));
        return ByteBuffer.allocate(2 + reason.length)
                .putShort((short) code)
                .put(reason)
                .array();
    }

    private static byte[] payload(String said) {
        if (said.startsWith("#")) {
            return HexFormat.of().parseHex(said.substring(1));
        }
        if (said.matches("[a-z]\\*[0-9]+")) {
            byte[] repeated = new byte[Integer.parseInt(said.substring(2))];
            Arrays.fill(repeated, (byte) said.charAt(0));
            return repeated;
        }
        return said.getBytes(UTF_8);
    }

    byte[] bytes() {
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }

    void writeTo(ClientFrames frames) {
        if (isRaw) {
            frames.raw(HexFormat.of().formatHex(bytes()));
        } else {
            frames.frame(first, isMasked, mask, announced, bytes());
        }
    }

    /** Fails unless a frame is what this word says; a close without a reason may come with any reason. */
    void assertIs(ServerFrame frame) {
        byte[] came = new byte[frame.payload().remaining()];
        frame.payload().duplicate().get(came);
        boolean isCode = frame.opcode() == FrameHeader.CLOSE && bytes().length == 2 && came.length >= 2;
        boolean isRight =
                (first & 0x0f) == frame.opcode() && Arrays.equals(bytes(), isCode ? Arrays.copyOf(came, 2) : came);
        if (!isRight) {
            throw new AssertionError("came: " + frame.opcode() + " " + start(came) + ", and not " + (first & 0x0f) + " "
                    + start(bytes()));
        }
    }

    private static String start(byte[] payload) {
        return payload.length + " bytes " + new String(payload, 0, Math.min(payload.length, 80), UTF_8);
    }
}
