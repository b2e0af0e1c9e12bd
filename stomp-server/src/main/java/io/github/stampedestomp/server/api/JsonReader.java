package io.github.stampedestomp.server.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one text of JSON, RFC 8259, and nothing that is merely like it: maps, lists, strings, numbers as they are written
 * ({@link Numeral}), booleans and nulls. A name that is repeated in an object is refused.
 */
final class JsonReader {
    private static final int DEEPEST = 16;

    /** A number of JSON, which nobody here calculates with. */
    record Numeral(String text) {}

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** {@return what a body says} */
    static @Nullable Object read(ByteBuffer body) {
        JsonReader reader = new JsonReader(decoded(body));
        Object value = reader.value();
        reader.skipBlanks();
        if (reader.at < reader.text.length()) {
            throw reader.fault("something follows the end");
        }
        return value;
    }

    private static String decoded(ByteBuffer body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw ApiFault.badJson("it is not UTF-8");
        }
    }

    private @Nullable Object value() {
        skipBlanks();
        if (++depth > DEEPEST) {
            throw fault("it is nested deeper than " + DEEPEST + " levels");
        }
        Object value =
                switch (peek()) {
                    case '{' -> object();
                    case '[' -> array();
                    case '"' -> string();
                    case 't' -> word("true", true);
                    case 'f' -> word("false", false);
                    case 'n' -> word("null", null);
                    default -> number();
                };
        depth--;
        return value;
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        at++;
        skipBlanks();
        if (take('}')) {
            return members;
        }
        do {
            skipBlanks();
            if (peek() != '"') {
                throw fault("a name is expected");
            }
            String name = string();
            skipBlanks();
            expect(':');
            if (members.containsKey(name)) {
                throw fault("a name is repeated");
            }
            members.put(name, value());
            skipBlanks();
        } while (take(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> items = new ArrayList<>();
        at++;
        skipBlanks();
        if (take(']')) {
            return items;
        }
        do {
            items.add(value());
            skipBlanks();
        } while (take(','));
        expect(']');
        return items;
    }

    private String string() {
        StringBuilder read = new StringBuilder();
        at++;
        while (peek() != '"') {
            char character = next();
            if (character < ' ') {
                throw fault("a string holds a control character");
            }
            read.append(character == '\\' ? escaped() : character);
        }
        at++;
        if (read.codePoints().anyMatch(JsonReader::isHalf)) {
            throw fault("a string holds half a character");
        }
        return read.toString();
    }

    /** RFC 8259, chapter 8.2: such a string means nothing that everybody agrees on. */
    private static boolean isHalf(int character) {
        return Character.getType(character) == Character.SURROGATE;
    }

    private char escaped() {
        char escape = next();
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw fault("a string holds an unknown escape");
        };
    }

    private char hexadecimal() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char digit = next();
            if (!HexFormat.isHexDigit(digit)) {
                throw fault("an escape needs four hexadecimal digits");
            }
            code = code * 16 + HexFormat.fromHexDigit(digit);
        }
        return (char) code;
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, at)) {
            throw fault("a value is expected");
        }
        at += word.length();
        return meaning;
    }

    /** RFC 8259, chapter 6. */
    private Numeral number() {
        int start = at;
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        return new Numeral(text.substring(start, at));
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw fault("a value is expected");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at == text.length()) {
            throw fault("it ends too early");
        }
        return text.charAt(at);
    }

    private char next() {
        char character = peek();
        at++;
        return character;
    }

    private boolean take(char wanted) {
        boolean isThere = at < text.length() && text.charAt(at) == wanted;
        at += isThere ? 1 : 0;
        return isThere;
    }

    private void expect(char wanted) {
        if (!take(wanted)) {
            throw fault("'" + wanted + "' is expected");
        }
    }

    private ApiFault fault(String reason) {
        return ApiFault.badJson(reason + ", at character " + at);
    }
}
