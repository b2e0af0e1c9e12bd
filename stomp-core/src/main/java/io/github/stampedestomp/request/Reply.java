package io.github.stampedestomp.request;

import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What the application says: a body and its media type.
 *
 * @param contentType the media type, such as {@code application/json}
 * @param body the bytes, which must not change any more
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Reply(String contentType, byte[] body) {
    /** Refuses what is missing where it is made, so that the client learns that its request has failed. */
    public Reply {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
    }

    /** {@return a reply that is plain text} */
    public static Reply text(String text) {
        return new Reply("text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return the body read as UTF-8} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Headers headers() {
        return Headers.of(HeaderName.CONTENT_TYPE, contentType);
    }
}
