package io.github.stampedestomp.server.api;

import io.github.stampedestomp.codec.JsonText;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** An object of JSON that is being written. */
final class JsonObject {
    private final StringBuilder members = new StringBuilder();

    JsonObject put(String name, String text) {
        return putRaw(name, JsonText.quote(text));
    }

    JsonObject put(String name, long number) {
        return putRaw(name, Long.toString(number));
    }

    JsonObject put(String name, Map<String, String> texts) {
        JsonObject object = new JsonObject();
        texts.forEach(object::put);
        return putRaw(name, object.toString());
    }

    JsonObject putObjects(String name, Collection<JsonObject> objects) {
        return putRaw(name, objects.stream().map(JsonObject::toString).collect(Collectors.joining(",", "[", "]")));
    }

    JsonObject putTexts(String name, Collection<String> texts) {
        return putRaw(name, JsonText.array(texts));
    }

    private JsonObject putRaw(String name, String json) {
        members.append(members.length() == 0 ? "" : ",")
                .append(JsonText.quote(name))
                .append(':')
                .append(json);
        return this;
    }

    @Override
    public String toString() {
        return "{" + members + "}";
    }
}
