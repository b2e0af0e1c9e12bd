package io.github.stampedestomp.codec;

import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import org.jspecify.annotations.Nullable;

/** The escapes of header names and values: none in STOMP 1.0, {@code \n \c \\} in 1.1, {@code \r} as well in 1.2. */
final class HeaderEscapes {
    private HeaderEscapes() {}

    /** {@return a name or value as it was before it was escaped; an undefined escape is refused} */
    static String unescape(String escaped, Version version) {
        int backslash = escaped.indexOf('\\');
        if (backslash < 0) {
            return escaped;
        }
        StringBuilder plain = new StringBuilder(escaped.length());
        int from = 0;
        while (backslash >= 0) {
            plain.append(escaped, from, backslash).append(meaning(escaped, backslash + 1, version));
            from = backslash + 2;
            backslash = escaped.indexOf('\\', from);
        }
        return plain.append(escaped, from, escaped.length()).toString();
    }

    private static char meaning(String escaped, int at, Version version) {
        char letter = at < escaped.length() ? escaped.charAt(at) : ' ';
        return switch (letter) {
            case 'n' -> '\n';
            case 'c' -> ':';
            case '\\' -> '\\';
            case 'r' -> {
                if (version == Version.V1_1) {
                    throw ProtocolException.undefinedEscape(escaped);
                }
                yield '\r';
            }
            default -> throw ProtocolException.undefinedEscape(escaped);
        };
    }

    /** Writes a name or value with its escapes. STOMP 1.1 has none for a carriage return, which is plain data there. */
    static void escape(String plain, Version version, StringBuilder into) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            String escaped = escapeOf(c, version);
            if (escaped == null) {
                into.append(c == '\0' ? ' ' : c);
            } else {
                into.append(escaped);
            }
        }
    }

    private static @Nullable String escapeOf(char c, Version version) {
        return switch (c) {
            case '\n' -> "\\n";
            case ':' -> "\\c";
            case '\\' -> "\\\\";
            case '\r' -> version == Version.V1_2 ? "\\r" : null;
            default -> null;
        };
    }

    /** Writes a value where nothing can be escaped: what would end its line becomes a blank. */
    static void blank(String plain, StringBuilder into) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            into.append(c == '\n' || c == '\r' || c == '\0' ? ' ' : c);
        }
    }
}
