package io.github.stampedestomp.examples.chat;

/**
 * What somebody has written to somebody.
 *
 * @param id by which pages know what they get twice
 * @param from the name of the writer
 * @param to the name of the reader
 * @param text what was written
 * @param at when the server got it, as in ISO 8601
 */
record DirectMessage(String id, String from, String to, String text, String at) {
    static DirectMessage of(Written written, String to) {
        return new DirectMessage(written.id(), written.from(), to, written.text(), written.at());
    }
}
