package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** Reads what clients send: an array of strings in JSON, RFC 8259. Anything else in JSON is broken for SockJS. */
final class StringArray {
    private static final char END = '\0';

    private final CharSequence json;
    private int at;

    private StringArray(CharSequence json) {
        this.json = json;
    }

    /** {@return the text of a payload} */
    static CharSequence decode(ByteBuffer utf8) throws BrokenJson {
        try {
            return UTF_8.newDecoder().decode(utf8);
        } catch (CharacterCodingException e) {
            throw new BrokenJson();
        }
    }

    /** {@return the strings of an array} */
    static List<String> parse(CharSequence json) throws BrokenJson {
        StringArray reader = new StringArray(json);
        List<String> strings = reader.array();
        reader.end();
        return strings;
    }

    /** {@return the strings of an array, or the one string that stands there alone} */
    static List<String> parseArrayOrString(CharSequence json) throws BrokenJson {
        StringArray reader = new StringArray(json);
        List<String> strings = reader.peek() == '"' ? List.of(reader.string()) : reader.array();
        reader.end();
        return strings;
    }

    private List<String> array() throws BrokenJson {
        expect('[');
        List<String> strings = new ArrayList<>();
        if (peek() == ']') {
            at++;
            return strings;
        }
        strings.add(string());
        while (peek() == ',') {
            at++;
            strings.add(string());
        }
        expect(']');
        return strings;
    }

    private String string() throws BrokenJson {
        expect('"');
        int plain = at;
        StringBuilder text = null;
        while (true) {
            char c = next();
            if (c == '"' || c == '\\') {
                text = text == null ? new StringBuilder() : text;
                text.append(json, plain, at - 1);
                if (c == '"') {
                    return text.toString();
                }
                text.append(escaped());
                plain = at;
            } else if (c < ' ') {
                throw new BrokenJson();
            }
        }
    }

    private char escaped() throws BrokenJson {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) ((hex() << 12) | (hex() << 8) | (hex() << 4) | hex());
            default -> throw new BrokenJson();
        };
    }

    private int hex() throws BrokenJson {
        char c = next();
        int digit = c < 0x7f ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new BrokenJson();
        }
        return digit;
    }

    private char next() throws BrokenJson {
        if (at == json.length()) {
            throw new BrokenJson();
        }
        return json.charAt(at++);
    }

    private void expect(char wanted) throws BrokenJson {
        if (peek() != wanted) {
            throw new BrokenJson();
        }
        at++;
    }

    private void end() throws BrokenJson {
        if (peek() != END || at < json.length()) {
            throw new BrokenJson();
        }
    }

    /** {@return the next character behind white space, or {@link #END}, which is no token of JSON} */
    private char peek() {
        while (at < json.length() && isSpace(json.charAt(at))) {
            at++;
        }
        return at < json.length() ? json.charAt(at) : END;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
