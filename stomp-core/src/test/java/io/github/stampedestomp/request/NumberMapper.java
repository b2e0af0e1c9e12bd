package io.github.stampedestomp.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.user.Denied;

/** Knows nothing but whole numbers; of some bodies and values it has a special opinion. */
final class NumberMapper implements BodyMapper {
    /** A value that cannot be written to its end. */
    record Endless() {}

    @Override
    public <T> T read(byte[] body, Class<T> type) {
        String text = new String(body, UTF_8);
        if (text.equals("negative")) {
            throw Denied.because("negative numbers are not allowed");
        }
        return type.cast(text.equals("null") ? null : Integer.valueOf(text));
    }

    @Override
    public byte[] write(Object value) {
        if (value instanceof Endless) {
            throw new StackOverflowError("it holds itself");
        }
        return Integer.toString((Integer) value).getBytes(UTF_8);
    }

    @Override
    public String contentType() {
        return "text/number";
    }
}
