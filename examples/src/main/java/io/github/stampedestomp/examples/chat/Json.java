package io.github.stampedestomp.examples.chat;

import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The little JSON that the chat's server writes. */
final class Json {
    private static final HexFormat HEX = HexFormat.of();

    private Json() {}

    /** {@return a JSON array of strings} */
    static String array(Collection<String> texts) {
        return texts.stream().map(Json::string).collect(Collectors.joining(",", "[", "]"));
    }

    /** {@return a JSON string, in which nothing is left that a reader could take for more than text} */
    static String string(String text) {
        StringBuilder json = new StringBuilder("\"");
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
