package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request line asks for, RFC 9112, chapter 3.2.
 *
 * @param path the path with its percent-escapes decoded, or "*" for the whole server
 * @param query the query as it came, or "" if there was none
 * @param authority the host and port if the target names them, else null
 */
record Target(String path, String query, @Nullable String authority) {
    static final String WHOLE_SERVER = "*";

    static Target parse(String target) {
        if (target.equals(WHOLE_SERVER)) {
            return new Target(target, "", null);
        }
        if (!target.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
            throw HttpFault.badTarget();
        }
        if (target.startsWith("/")) {
            return split(target, null);
        }
        return absolute(target);
    }

    private static Target absolute(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            throw HttpFault.badTarget();
        }
        int start = target.indexOf("//") + 2;
        int end = start;
        while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String rest = target.substring(end);
        return split(rest.startsWith("/") ? rest : "/" + rest, target.substring(start, end));
    }

    private static Target split(String pathAndQuery, @Nullable String authority) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
        return new Target(decode(path), query, authority);
    }

    /** An escaped slash, a backslash or a control character would mean different things to different readers. */
    private static String decode(String path) {
        if (path.indexOf('\\') >= 0) {
            throw HttpFault.badTarget();
        }
        if (path.indexOf('%') < 0) {
            return path;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                bytes.write(escaped(path, i));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw HttpFault.badTarget();
        }
    }

    private static int escaped(String path, int at) {
        int high = at + 2 < path.length() ? Character.digit(path.charAt(at + 1), 16) : -1;
        int low = at + 2 < path.length() ? Character.digit(path.charAt(at + 2), 16) : -1;
        int octet = high * 16 + low;
        if (high < 0 || low < 0 || octet < ' ' || octet == 0x7f || octet == '/' || octet == '\\') {
            throw HttpFault.badTarget();
        }
        return octet;
    }
}
