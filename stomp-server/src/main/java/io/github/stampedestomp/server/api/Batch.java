package io.github.stampedestomp.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads several messages from an array of JSON. Each is an object with a {@code destination} and either a {@code body} or, for
 * bytes that are no text, {@code base64}; {@code contentType} and {@code headers} may be left out.
 */
final class Batch {
    private static final Set<String> MEMBERS = Set.of("destination", "body", "base64", "contentType", "headers");

    private Batch() {}

    static List<Frame> read(ByteBuffer body, int most) {
        if (!(JsonReader.read(body) instanceof List<?> items)) {
            throw ApiFault.badJson("an array is expected");
        }
        if (items.size() > most) {
            throw ApiFault.tooManyItems(most);
        }
        List<Frame> frames = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> members) || !MEMBERS.containsAll(members.keySet())) {
                throw ApiFault.badJson("each message must be an object with the members "
                        + MEMBERS.stream().sorted().toList());
            }
            frames.add(frame(members));
        }
        return frames;
    }

    private static Frame frame(Map<?, ?> members) {
        String text = text(members, "body");
        String base64 = text(members, "base64");
        String destination = text(members, "destination");
        if (destination == null || (text == null) == (base64 == null)) {
            throw ApiFault.badJson("each message needs a destination and either a body or base64");
        }
        String given = text(members, "contentType");
        String type = given != null ? given : text != null ? "text/plain;charset=utf-8" : "application/octet-stream";
        Headers.Builder headers =
                new Headers.Builder().add(HeaderName.DESTINATION, destination).add(HeaderName.CONTENT_TYPE, type);
        addOwn(members.get("headers"), headers);
        return Frame.of(Command.SEND, headers.build(), text != null ? text.getBytes(UTF_8) : bytes(base64));
    }

    private static void addOwn(@Nullable Object own, Headers.Builder headers) {
        if (own == null) {
            return;
        }
        if (!(own instanceof Map<?, ?> values)) {
            throw ApiFault.badJson("'headers' must be an object of strings");
        }
        for (Map.Entry<?, ?> each : values.entrySet()) {
            if (!(each.getKey() instanceof String name && each.getValue() instanceof String value)) {
                throw ApiFault.badJson("'headers' must be an object of strings");
            }
            if (name.isBlank()) {
                throw ApiFault.badJson("a header needs a name");
            }
            if (!name.equals(HeaderName.DESTINATION) && !name.equals(HeaderName.CONTENT_TYPE)) {
                headers.add(name, value);
            }
        }
    }

    private static byte[] bytes(@Nullable String base64) {
        try {
            return Base64.getDecoder().decode(base64 == null ? "" : base64);
        } catch (IllegalArgumentException e) {
            throw ApiFault.badJson("'base64' is malformed");
        }
    }

    private static @Nullable String text(Map<?, ?> members, String name) {
        Object value = members.get(name);
        if (value != null && !(value instanceof String)) {
            throw ApiFault.badJson("'" + name + "' must be a string");
        }
        return (String) value;
    }
}
