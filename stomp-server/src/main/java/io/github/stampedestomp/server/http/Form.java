package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Optional;

/** Names and values in the form in which queries and HTML forms write them, {@code application/x-www-form-urlencoded}. */
public final class Form {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

    private Form() {}

    /** {@return the first value of a name, with its escapes decoded, or nothing if it has none that can be decoded} */
    public static Optional<String> value(String form, String name) {
        return Arrays.stream(form.split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .findFirst()
                .flatMap(pair -> decoded(pair.substring(name.length() + 1)));
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, UTF_8));
        } catch (IllegalArgumentException e) { // a percent sign without its digits
            return Optional.empty();
        }
    }
}
