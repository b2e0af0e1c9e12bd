package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a transport writes frames into the bodies of its responses. */
final class FrameFormat {
    static final FrameFormat XHR_POLLING = new FrameFormat("application/javascript; charset=UTF-8", null, "", "\n");

    /** The prelude makes browsers hand on the first frame at once, however small it is. */
    static final FrameFormat XHR_STREAMING = new FrameFormat(XHR_POLLING.mediaType, "h".repeat(2048) + "\n", "", "\n");

    static final FrameFormat EVENTSOURCE =
            new FrameFormat("text/event-stream", "\r\n", "data: ", "\r\n\r\n", false, MessageFraming.EVENTSOURCE);

    private static final String HTMLFILE_PAGE = """
            <!doctype html>
            <html><head>
              <meta http-equiv="X-UA-Compatible" content="IE=edge" />
              <meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
            </head><body><h2>Don't panic!</h2>
              <script>
                document.domain = document.domain;
                var c = parent.%s;
                c.start();
                function p(d) {c.message(d);};
                window.onload = function() {c.stop();};
              </script>
            """;

    private final String mediaType;
    private final ByteBuffer prelude;
    private final ByteBuffer before;
    private final ByteBuffer after;
    private final boolean streams;
    private final boolean quotes;
    private final MessageFraming framing;

    private FrameFormat(String mediaType, @Nullable String prelude, String before, String after) {
        this(mediaType, prelude, before, after, false, MessageFraming.HTTP);
    }

    private FrameFormat(
            String mediaType,
            @Nullable String prelude,
            String before,
            String after,
            boolean quotes,
            MessageFraming framing) {
        this.mediaType = mediaType;
        this.streams = prelude != null;
        this.prelude = ascii(prelude == null ? "" : prelude);
        this.before = ascii(before);
        this.after = ascii(after);
        this.quotes = quotes;
        this.framing = framing;
    }

    /**
     * {@return a page that hands each frame to its parent as an argument of a function}
     *
     * @param callback the checked name of an object of the parent
     */
    static FrameFormat htmlfile(String callback) {
        String prelude = HTMLFILE_PAGE.formatted(callback) + " ".repeat(1024) + "\r\n\r\n";
        return new FrameFormat(
                "text/html; charset=UTF-8",
                prelude,
                "<script>\np(\"",
                "\");\n</script>\r\n",
                true,
                MessageFraming.HTTP);
    }

    /**
     * {@return a script that calls a function with a frame} The comment keeps the caller from choosing the first bytes.
     *
     * @param callback the checked name of the function
     */
    static FrameFormat jsonp(String callback) {
        return new FrameFormat(
                XHR_POLLING.mediaType, null, "/**/" + callback + "(\"", "\");\r\n", true, MessageFraming.HTTP);
    }

    String mediaType() {
        return mediaType;
    }

    /** {@return whether a response has room for many frames} */
    boolean streams() {
        return streams;
    }

    /** {@return what a response begins with} */
    ByteBuffer prelude() {
        return prelude;
    }

    /** {@return the framing that messages should have which are written in this format} */
    MessageFraming framing() {
        return framing;
    }

    /**
     * {@return a frame as it stands in the body, in parts}
     *
     * @param is the framing that its messages have
     */
    List<ByteBuffer> write(List<ByteBuffer> frame, MessageFraming is) {
        List<ByteBuffer> written = new ArrayList<>(frame.size() + 2);
        written.add(before);
        List<ByteBuffer> framed = framing == is ? frame : reframed(frame);
        if (quotes) {
            written.add(quoted(framed));
        } else {
            written.addAll(framed);
        }
        written.add(after);
        return written;
    }

    /** A client that goes on with a session by another transport may find messages that were framed for the first. */
    private List<ByteBuffer> reframed(List<ByteBuffer> frame) {
        String text = frame.stream()
                .map(part -> ISO_8859_1.decode(part.duplicate()).toString())
                .collect(Collectors.joining());
        String other = framing == MessageFraming.EVENTSOURCE ? text.replace("%", "%25") : text.replace("%25", "%");
        return List.of(ByteBuffer.wrap(other.getBytes(ISO_8859_1)));
    }

    /** A frame inside a string of a script. No "<" may stand for itself, or a message could end the script. */
    private static ByteBuffer quoted(List<ByteBuffer> frame) {
        int length = frame.stream().mapToInt(ByteBuffer::remaining).sum();
        JsonEscapes string = new JsonEscapes(length + length / 4).writing('<', "\\u003c");
        frame.forEach(string::escaped);
        return string.written();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer();
    }
}
