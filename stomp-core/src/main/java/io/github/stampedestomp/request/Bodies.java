package io.github.stampedestomp.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.ControlCharacters;
import io.github.stampedestomp.user.Denied;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and writes bodies: bytes and strings by itself, everything else by the application's mapper. */
final class Bodies {
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

    private final @Nullable BodyMapper mapper;

    Bodies(@Nullable BodyMapper mapper) {
        this.mapper = mapper;
    }

    <T> T read(byte[] body, Class<T> type) {
        if (type == byte[].class) {
            return type.cast(body.clone());
        }
        if (type == String.class) {
            return type.cast(new String(body, UTF_8));
        }
        try {
            T read = required(type).read(body, type);
            return type.cast(Objects.requireNonNull(read, "what the mapper reads"));
        } catch (NoMapper | Denied e) {
            throw e;
        } catch (Exception e) {
            if (LOG.isDebugEnabled()) {
                LOG.debug("a body cannot be read as {}: {}", type, onOneLine(e));
            }
            throw Denied.because("the body is not what is expected here");
        }
    }

    Reply write(Object value) {
        if (value instanceof Reply reply) {
            return reply;
        }
        if (value instanceof String text) {
            return Reply.text(text);
        }
        if (value instanceof byte[] bytes) {
            return new Reply("application/octet-stream", bytes);
        }
        BodyMapper chosen = required(value.getClass());
        try {
            return new Reply(chosen.contentType(), chosen.write(value));
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "the mapper cannot write a " + value.getClass().getName(), e);
        }
    }

    private BodyMapper required(Class<?> type) {
        if (mapper == null) {
            throw new NoMapper("bodies that are a " + type.getName() + " need a BodyMapper");
        }
        return mapper;
    }

    /** The application has forgotten its mapper. */
    private static final class NoMapper extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        NoMapper(String sentence) {
            super(sentence);
        }
    }

    /** Mappers quote what they cannot read, and it is the client's. */
    private static String onOneLine(Exception e) {
        StringBuilder line = new StringBuilder();
        e.toString().codePoints().map(c -> ControlCharacters.isOne(c) ? '?' : c).forEach(line::appendCodePoint);
        return line.toString();
    }
}
