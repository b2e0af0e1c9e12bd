package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.Request;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The headers of a response, collected one after the other. */
final class Headers {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
    private static final String COOKIE = "JSESSIONID";
    private static final String SEPARATORS = " \t,";

    private final Map<String, String> valuesByName = new LinkedHashMap<>();

    Headers with(String name, String value) {
        valuesByName.put(name, value);
        return this;
    }

    /** Forbids every cache to keep the response. */
    Headers notCached() {
        return with("Cache-Control", "no-store, no-cache, no-transform, must-revalidate, max-age=0");
    }

    /** Lets every cache keep the response for a year. */
    Headers cachedForAYear() {
        return with("Cache-Control", "public, max-age=31536000")
                .with("Expires", DATE.format(ZonedDateTime.now(ZoneOffset.UTC).plusDays(365)));
    }

    /**
     * Lets the page that has sent a request read the response, Fetch Standard, chapter 3.3. A page without an origin needs
     * no leave, and gets none for credentials.
     */
    Headers shared(Request request) {
        String origin = request.headers().get("Origin");
        with("Vary", "Origin").with("Access-Control-Allow-Origin", origin == null ? "*" : origin);
        if (origin != null) {
            with("Access-Control-Allow-Credentials", "true");
        }
        String wanted = request.headers().getOrDefault("Access-Control-Request-Headers", "");
        if (!wanted.isBlank() && wanted.chars().allMatch(c -> isTokenCharacter(c) || SEPARATORS.indexOf(c) >= 0)) {
            with("Access-Control-Allow-Headers", wanted);
        }
        return this;
    }

    /** Sets the cookie by which load balancers recognise a client, or the one again that it has. */
    Headers cookie(Request request) {
        String value = Arrays.stream(
                        request.headers().getOrDefault("Cookie", "").split("[;,]", -1))
                .map(String::strip)
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .map(pair -> pair.substring(COOKIE.length() + 1))
                .filter(known -> !known.isEmpty() && known.chars().allMatch(Headers::isTokenCharacter))
                .findFirst()
                .orElse("dummy");
        return with("Set-Cookie", COOKIE + "=" + value + "; Path=/");
    }

    Map<String, String> map() {
        return valuesByName;
    }

    private static boolean isTokenCharacter(int c) {
        return ('a' <= c && c <= 'z')
                || ('A' <= c && c <= 'Z')
                || ('0' <= c && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
