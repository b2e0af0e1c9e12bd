package io.github.stampedestomp.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.codec.JsonText;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The document of OpenAPI 3.1 that describes the API to its callers' tools. */
final class Description {
    private static final String RESOURCE = "openapi.json";
    /** Stands in the document for what the paths begin with. */
    private static final String PREFIX = "\"/api\"";

    private Description() {}

    static Response of(String prefix) {
        try (InputStream document = Description.class.getResourceAsStream(RESOURCE)) {
            String text = new String(Objects.requireNonNull(document, RESOURCE).readAllBytes(), UTF_8);
            return Problem.guarded(Status.OK, "application/json", text.replace(PREFIX, JsonText.quote(prefix)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
