package io.github.stampedestomp.server.http;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a web page comes from, RFC 6454.
 *
 * @param scheme http or https
 * @param host the host in lower case
 * @param port the port, whether it was written or not
 */
record Origin(String scheme, String host, int port) {
    private static final int MOST_DIGITS = 5;
    private static final String NOT_IN_HOST = " \t,/\\@?#*\"<>%";

    /** {@return the origin that a text is, or nothing if it is none; the opaque origin "null" is none} */
    static Optional<Origin> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://")) {
            return parse("http", lower.substring("http://".length()), 80);
        }
        if (lower.startsWith("https://")) {
            return parse("https", lower.substring("https://".length()), 443);
        }
        return Optional.empty();
    }

    /** {@return the origin as browsers write it, RFC 6454, chapter 6.2} */
    @Override
    public String toString() {
        boolean isDefault = port == (scheme.equals("http") ? 80 : 443);
        return scheme + "://" + host + (isDefault ? "" : ":" + port);
    }

    private static Optional<Origin> parse(String scheme, String authority, int defaultPort) {
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        int port = colon < 0 ? defaultPort : port(authority.substring(colon + 1));
        if (host.isEmpty() || port < 0 || host.chars().anyMatch(c -> NOT_IN_HOST.indexOf(c) >= 0 || c > 0x7e)) {
            return Optional.empty();
        }
        return Optional.of(new Origin(scheme, host, port));
    }

    private static int port(String digits) {
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> '0' <= c && c <= '9');
        return isNumber ? Integer.parseInt(digits) : -1;
    }
}
