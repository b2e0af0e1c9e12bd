package io.github.stampedestomp.examples.bodies;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import io.github.stampedestomp.request.BodyMapper;
import java.util.Objects;

/** Reads and writes bodies by Gson. */
public final class GsonBodies implements BodyMapper {
    private final Gson json;

    /** Uses a Gson. */
    public GsonBodies(Gson json) {
        this.json = json;
    }

    @Override
    public <T> T read(byte[] body, Class<T> type) {
        return Objects.requireNonNull(json.fromJson(new String(body, UTF_8), type), "null says nothing");
    }

    @Override
    public byte[] write(Object value) {
        return json.toJson(value).getBytes(UTF_8);
    }
}
