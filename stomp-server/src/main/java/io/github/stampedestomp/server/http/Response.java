package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with. The length of the body and the end of the connection are not part of it.
 *
 * @param status the outcome
 * @param headers the headers in their order
 * @param body the body; it may be shared between responses, so its position is never moved
 */
public record Response(Status status, Map<String, String> headers, ByteBuffer body) {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /**
     * Copies the headers.
     *
     * @throws IllegalArgumentException if a name or a value holds a line break, which could forge another header
     */
    public Response {
        headers.forEach((name, value) -> {
            if (holdsLineBreak(name) || holdsLineBreak(value)) {
                throw new IllegalArgumentException("a header must not hold a line break: " + name);
            }
        });
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** {@return a response without a body} */
    public static Response of(Status status) {
        return new Response(status, Map.of(), EMPTY);
    }

    /** {@return a response with a body of a media type} */
    public static Response of(Status status, String mediaType, ByteBuffer body) {
        return new Response(status, Map.of("Content-Type", mediaType), body);
    }

    /** {@return a response that tells a person what is the matter} */
    public static Response sentence(Status status, String sentence) {
        return of(status, "text/plain; charset=utf-8", ByteBuffer.wrap((sentence + "\n").getBytes(UTF_8)))
                .with("X-Content-Type-Options", "nosniff");
    }

    /**
     * {@return the refusal of a method}
     *
     * @param allowed the methods that are known instead, such as {@code "GET, HEAD"}
     */
    public static Response methodNotAllowed(String allowed) {
        return sentence(Status.METHOD_NOT_ALLOWED, "the methods known here are: " + allowed)
                .with("Allow", allowed);
    }

    /**
     * {@return this response with one more header}
     *
     * @throws IllegalArgumentException if name or value holds a line break, which could forge another header
     */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body);
    }

    /** {@return this response, after which the connection ends} */
    public Response closing() {
        String connection = headers.get("Connection");
        return with("Connection", connection == null ? "close" : connection + ", close");
    }

    /** {@return this response, after which the connection ends and the client may try again in a second, elsewhere perhaps} */
    public Response forLater() {
        return with("Retry-After", "1").closing();
    }

    boolean isClosing() {
        return headers.getOrDefault("Connection", "").endsWith("close");
    }

    /** {@return status line and headers, ready for the wire} */
    ByteBuffer head() {
        StringBuilder head = headLines();
        if (status.allowsBody()) {
            head.append("Content-Length: ").append(body.remaining()).append("\r\n");
        }
        return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    /** {@return status line and headers of a response whose body comes in pieces, RFC 9112, chapter 6.1} */
    ByteBuffer streamHead(boolean chunked) {
        String encoding = chunked ? "Transfer-Encoding: chunked\r\n" : "";
        return ByteBuffer.wrap(
                headLines().append(encoding).append("\r\n").toString().getBytes(ISO_8859_1));
    }

    private StringBuilder headLines() {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head;
    }

    private static boolean holdsLineBreak(String text) {
        return text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0;
    }
}
