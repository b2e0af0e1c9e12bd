package io.github.stampedestomp.examples.bodies;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.stampedestomp.request.BodyMapper;
import java.io.IOException;
import java.util.Objects;

/** Reads and writes bodies by Jackson. */
public final class JacksonBodies implements BodyMapper {
    private final ObjectMapper json;

    /** Uses a mapper, which must not be configured any more. */
    public JacksonBodies(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public <T> T read(byte[] body, Class<T> type) throws IOException {
        return Objects.requireNonNull(json.readValue(body, type), "null says nothing");
    }

    @Override
    public byte[] write(Object value) throws IOException {
        return json.writeValueAsBytes(value);
    }
}
