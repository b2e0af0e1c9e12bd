package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.request.Request;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.UUID;

/**
 * What somebody has written.
 *
 * @param id by which pages know what they get twice; the client's own, in its header {@code id}, if it names one
 * @param from the name of the writer
 * @param text what was written
 * @param at when the server got it, as in ISO 8601
 */
record Written(String id, String from, String text, String at) {
    private static final String PROGRAM = "A program";
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TEXT = 4000;

    /**
     * {@return what a request says}
     *
     * @throws Denied if that is nothing, or too much
     */
    static Written in(Request request) {
        String id = request.header("id").orElseGet(() -> UUID.randomUUID().toString());
        String text = request.text();
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw Denied.because("The id of a message has 1 to " + LONGEST_ID + " characters");
        }
        if (text.isBlank()) {
            throw Denied.because("There is nothing in this message");
        }
        if (text.length() > LONGEST_TEXT) {
            throw Denied.because("A message has at most " + LONGEST_TEXT + " characters");
        }
        return new Written(id, writer(request), text, Instant.now().toString());
    }

    /** {@return the name of whoever asks; programs that use the HTTP API have none} */
    private static String writer(Request request) {
        return request.signedIn().map(User::name).orElse(PROGRAM);
    }
}
