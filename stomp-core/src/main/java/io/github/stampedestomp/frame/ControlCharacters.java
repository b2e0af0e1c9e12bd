package io.github.stampedestomp.frame;

/**
 * Characters that end a line or steer the program that shows it, as one that shows a log: the control characters, and the
 * separators of lines and paragraphs.
 */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** {@return whether a character, by its code point, is one of them} */
    public static boolean isOne(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** {@return whether a text holds one of them} */
    public static boolean areIn(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isOne(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** {@return a text with a question mark in place of each, so that it is one line of a log} */
    public static String masked(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        text.codePoints().map(each -> isOne(each) ? '?' : each).forEach(masked::appendCodePoint);
        return masked.toString();
    }
}
