package io.github.stampedestomp.faults;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads and writes arrays of strings, as SockJS carries them. */
final class SockJsText {
    private static final int HEXADECIMAL = 16;
    private static final int DIGITS = 4;

    private SockJsText() {}

    static String array(Collection<String> messages) {
        StringBuilder json = new StringBuilder("[");
        for (String message : messages) {
            json.append(json.length() == 1 ? "\"" : ",\"");
            message.chars().forEach(c -> append(json, (char) c));
            json.append('"');
        }
        return json.append(']').toString();
    }

    private static void append(StringBuilder json, char c) {
        boolean isPlain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
        json.append(isPlain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }

    /** {@return the strings of an array that is well-formed} */
    static List<String> strings(String json) {
        List<String> strings = new ArrayList<>();
        StringBuilder string = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"') {
                if (inside) {
                    strings.add(string.toString());
                    string.setLength(0);
                }
                inside = !inside;
            } else if (inside && c == '\\') {
                i = unescape(json, i + 1, string);
            } else if (inside) {
                string.append(c);
            }
        }
        return strings;
    }

    /** {@return where the escape ends} */
    private static int unescape(String json, int at, StringBuilder string) {
        char c = json.charAt(at);
        if (c == 'u') {
            string.append((char) Integer.parseInt(json, at + 1, at + 1 + DIGITS, HEXADECIMAL));
            return at + DIGITS;
        }
        string.append(
                switch (c) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    default -> c;
                });
        return at;
    }
}
