package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A row of the table of WebSocket's cases, whose file explains its columns.
 *
 * @param name the group, the number, and what the case is about
 * @param chop how what the client sends is cut into segments
 * @param sends the frames that the client sends
 * @param answer the frames that come back
 */
record WebSocketCase(String name, String chop, List<String> sends, List<String> answer) {
    private static final String FILE = "cases.txt";
    private static final String WITH_REQUEST = "request";

    static List<WebSocketCase> all() {
        try (InputStream file = WebSocketCase.class.getResourceAsStream(FILE)) {
            String text = new String(Objects.requireNonNull(file, FILE).readAllBytes(), UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(WebSocketCase::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WebSocketCase parse(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 4) {
            throw new AssertionError("four columns are needed: " + line);
        }
        String answer = cells[3].strip();
        return new WebSocketCase(
                cells[0].strip(),
                cells[1].strip(),
                words(cells[2]),
                answer.equals("nothing") ? List.of() : words(answer));
    }

    /** {@return the words of a cell, each as often as it says, such as {@code 3xping}} */
    private static List<String> words(String cell) {
        List<String> words = new ArrayList<>();
        for (String word : cell.strip().split(" +", -1)) {
            int times = word.matches("[0-9]+x.*") ? Integer.parseInt(word.substring(0, word.indexOf('x'))) : 1;
            String once = word.replaceFirst("^[0-9]+x", "");
            words.addAll(Collections.nCopies(times, once));
        }
        return words;
    }

    /** {@return the number of the group, such as "6"} */
    String group() {
        return name.substring(0, name.indexOf('.'));
    }

    boolean isSentWithTheRequest() {
        return chop.startsWith(WITH_REQUEST);
    }

    /** {@return the most bytes of a segment} */
    int segmentBytes() {
        String bytes = chop.replace(WITH_REQUEST, "").strip();
        return bytes.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bytes);
    }

    /** {@return whether the answer ends with a close} */
    boolean isRefused() {
        return !answer.isEmpty() && answer.get(answer.size() - 1).startsWith("close");
    }

    /** {@return the same with each text in fragments of one byte, and an empty one at its end} */
    WebSocketCase inSmallFragments() {
        List<String> fragments = new ArrayList<>();
        for (String word : sends) {
            byte[] payload = FrameWord.parse(word).bytes();
            for (int i = 0; i < payload.length; i++) {
                fragments.add((i == 0 ? "text-:#" : "cont-:#") + "%02x".formatted(payload[i]));
            }
            fragments.add("cont");
        }
        return new WebSocketCase(name, chop, fragments, answer);
    }

    /** {@return whether all that is sent is one whole text that is not empty} */
    boolean isOneText() {
        return sends.size() == 1 && sends.get(0).matches("text:.+");
    }

    byte[] bytes() {
        ClientFrames frames = ClientFrames.of();
        sends.forEach(word -> FrameWord.parse(word).writeTo(frames));
        return frames.bytes();
    }

    /** {@return what is sent as segments; the request comes first if it is sent together with the frames} */
    List<byte[]> segments(byte[] request) {
        byte[] frames = bytes();
        byte[] all = isSentWithTheRequest() ? Arrays.copyOf(request, request.length + frames.length) : frames;
        System.arraycopy(frames, 0, all, all.length - frames.length, frames.length);
        List<byte[]> segments = new ArrayList<>();
        for (int from = 0; from < all.length; ) {
            int to = from + Math.min(segmentBytes(), all.length - from);
            segments.add(Arrays.copyOfRange(all, from, to));
            from = to;
        }
        return segments;
    }

    @Override
    public String toString() {
        return name;
    }
}
