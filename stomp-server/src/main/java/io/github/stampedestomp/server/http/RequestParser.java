package io.github.stampedestomp.server.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection into requests. Bytes may be fed in pieces of any size; an unfinished request is kept
 * until the rest arrives. Once it has thrown a {@link HttpFault}, a parser is of no further use.
 */
final class RequestParser {
    /** How far the next request has come. */
    enum Progress {
        NOTHING,
        HEAD,
        BODY
    }

    private final HttpLimits limits;
    private final ToIntFunction<String> bodyBytes;
    private final Peer peer;
    private final LineReader lines = new LineReader();
    private @Nullable RequestHead head;
    private @Nullable BodyReader body;
    private boolean begun;
    private boolean continueIsDue;

    /**
     * Prepares for the first request.
     *
     * @param bodyBytes tells for a path how long a body may be
     */
    RequestParser(HttpLimits limits, ToIntFunction<String> bodyBytes, Peer peer) {
        this.limits = limits;
        this.bodyBytes = bodyBytes;
        this.peer = peer;
        lines.allow(limits.headBytes());
    }

    Progress progress() {
        return body != null ? Progress.BODY : begun ? Progress.HEAD : Progress.NOTHING;
    }

    /** {@return the path of the request that arrives, or "" as long as nobody knows it} */
    String path() {
        return head == null ? "" : head.path();
    }

    /** {@return whether the client has to be told now that its body is welcome} */
    boolean takeContinue() {
        boolean due = continueIsDue;
        continueIsDue = false;
        return due;
    }

    /** Takes bytes, none beyond the request. {@return the next request, or null if the rest of it has not come yet} */
    @Nullable
    Request parse(ByteBuffer bytes) {
        begun |= bytes.hasRemaining();
        while (body == null) {
            String line = lines.read(bytes, () -> HttpFault.headTooLong(limits.headBytes()));
            if (line == null) {
                return null;
            }
            take(line);
        }
        return body.read(bytes) ? end() : null;
    }

    private void take(String line) {
        if (head != null && line.isEmpty()) {
            body = head.end(bodyBytes);
            continueIsDue = head.expectsContinue();
        } else if (head != null) {
            head.header(line);
        } else if (!line.isEmpty()) { // RFC 9112, chapter 2.2: some clients send an empty line too many
            head = new RequestHead(line, limits);
        }
    }

    private Request end() {
        Request request = Objects.requireNonNull(head)
                .request(Objects.requireNonNull(body).body(), peer);
        head = null;
        body = null;
        begun = false;
        continueIsDue = false;
        lines.allow(limits.headBytes());
        return request;
    }
}
