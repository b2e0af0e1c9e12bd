package io.github.stampedestomp.session;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request, kept as one text, since each client has them for as long as it is connected and hardly anybody
 * looks at them then. Lookup ignores case and reads the text anew.
 */
final class HandshakeHeaders extends AbstractMap<String, String> {
    /** Stands behind each name and each value. No header of HTTP holds one, RFC 9110, chapter 5.5. */
    private static final char END = '\0';

    private final String text;

    private HandshakeHeaders(String text) {
        this.text = text;
    }

    /** {@return headers of their own, which never change} */
    static Map<String, String> copyOf(Map<String, String> headers) {
        TreeMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        StringBuilder text = new StringBuilder();
        sorted.forEach(
                (name, value) -> text.append(name).append(END).append(value).append(END));
        boolean isSplitAgain = text.chars().filter(c -> c == END).count() == 2L * sorted.size();
        return isSplitAgain ? new HandshakeHeaders(text.toString()) : Collections.unmodifiableMap(sorted);
    }

    private Map<String, String> sorted() {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int at = 0;
        while (at < text.length()) {
            int name = text.indexOf(END, at);
            int value = text.indexOf(END, name + 1);
            sorted.put(text.substring(at, name), text.substring(name + 1, value));
            at = value + 1;
        }
        return sorted;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return sorted().get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return sorted().containsKey(name);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return Collections.unmodifiableMap(sorted()).entrySet();
    }
}
