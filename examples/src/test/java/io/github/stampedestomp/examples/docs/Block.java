package io.github.stampedestomp.examples.docs;

/**
 * A fenced block of a document.
 *
 * @param line where its fence opens, counted from 1
 * @param given what the text around it has introduced, as the parameters of a method
 */
public record Block(String document, int line, String language, String given, String text) {
    /** {@return where a line of the text stands, counted from 1} */
    String place(long lineOfText) {
        return document + ":" + (line + lineOfText);
    }

    @Override
    public String toString() {
        return document + ":" + line;
    }
}
