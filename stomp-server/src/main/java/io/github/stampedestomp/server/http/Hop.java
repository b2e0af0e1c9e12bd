package io.github.stampedestomp.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one proxy says about a request that it has passed on, as it stands in a list to whose end each proxy adds. Lists are
 * taken apart from their end, so that nothing that a client wrote at their beginning can change what a proxy has added.
 *
 * @param node for whom the proxy has passed the request on
 * @param proto the scheme by which the request came to the proxy
 * @param host the header {@code Host} with which the request came to the proxy
 */
record Hop(Node node, Optional<String> proto, Optional<String> host) {
    private static final Hop MALFORMED = new Hop(Node.MALFORMED, Optional.empty(), Optional.empty());

    /** {@return the hops of a header {@code Forwarded}, RFC 7239, chapter 4, the nearest first} */
    static List<Hop> forwarded(String list) {
        return split(list, ',').stream().map(Hop::element).toList();
    }

    /** {@return the hops of a header {@code X-Forwarded-For}, the nearest first} */
    static List<Hop> addresses(String list) {
        return split(list, ',').stream()
                .map(node -> new Hop(Node.parse(node), Optional.empty(), Optional.empty()))
                .toList();
    }

    private static Hop element(String element) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            Optional<String> value = equals < 0 ? Optional.empty() : value(pair.substring(equals + 1));
            if (value.isEmpty() || pairs.put(pair.substring(0, equals).toLowerCase(Locale.ROOT), value.get()) != null) {
                return MALFORMED;
            }
        }
        String node = pairs.get("for");
        return node == null // so it is not said for whom
                ? MALFORMED
                : new Hop(
                        Node.parse(node),
                        Optional.ofNullable(pairs.get("proto")),
                        Optional.ofNullable(pairs.get("host")));
    }

    /** {@return what a value means, quoted or not; nothing that is needed here holds a quoted pair} */
    private static Optional<String> value(String text) {
        boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        String bare = isQuoted ? text.substring(1, text.length() - 1) : text;
        boolean isRight = bare.chars().noneMatch(c -> c == '"' || c == '\\' || c == ' ');
        return isRight ? Optional.of(bare) : Optional.empty();
    }

    /** {@return the parts of a list between separators that are not quoted, the last first, without empty ones} */
    private static List<String> split(String list, char separator) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int end = list.length();
        for (int at = list.length() - 1; at >= -1; at--) {
            if (at < 0 || (list.charAt(at) == separator && !isQuoted)) {
                String part = list.substring(at + 1, end).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                end = at;
            } else if (list.charAt(at) == '"') {
                isQuoted = !isQuoted;
            }
        }
        return parts;
    }
}
