package io.github.stampedestomp.codec;

import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Writes texts as JSON, RFC 8259, chapter 7. Nothing is left in them that a reader could take for more than text. */
public final class JsonText {
    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {}

    /** {@return a JSON array of strings} */
    public static String array(Collection<String> texts) {
        return texts.stream().map(JsonText::quote).collect(Collectors.joining(",", "[", "]"));
    }

    /** {@return a JSON string with its quotation marks} */
    public static String quote(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> append(character, json));
        return json.append('"').toString();
    }

    private static void append(int character, StringBuilder json) {
        switch (character) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (mustBeEscaped(character)) {
                    json.append("\\u").append(HEX.toHexDigits((char) character));
                } else {
                    json.appendCodePoint(character);
                }
            }
        }
    }

    private static boolean mustBeEscaped(int character) {
        return switch (Character.getType(character)) {
            // A surrogate that stands alone has no bytes in UTF-8.
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }
}
