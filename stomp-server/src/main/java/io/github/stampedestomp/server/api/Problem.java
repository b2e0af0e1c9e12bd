package io.github.stampedestomp.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Status;
import java.nio.ByteBuffer;

/** Responses, RFC 9457 for those that tell of a problem. None of them is for a cache or a browser to guess about. */
final class Problem {
    private Problem() {}

    static Response of(Status status, String sentence) {
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", status.phrase())
                .put("status", status.code())
                .put("detail", sentence);
        Response response = guarded(status, "application/problem+json", problem.toString());
        return status == Status.UNAUTHORIZED
                ? response.with("WWW-Authenticate", "Bearer realm=\"stampede\"")
                : status == Status.SERVICE_UNAVAILABLE ? response.with("Retry-After", "1") : response;
    }

    static Response json(JsonObject object) {
        return guarded(Status.OK, "application/json", object.toString());
    }

    static Response guarded(Status status, String mediaType, String text) {
        return guarded(status, mediaType, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    static Response guarded(Status status, String mediaType, ByteBuffer body) {
        return Response.of(status, mediaType, body)
                .with("X-Content-Type-Options", "nosniff")
                .with("Cache-Control", "no-store");
    }
}
