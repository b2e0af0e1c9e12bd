package io.github.stampedestomp.examples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.net.URLDecoder;

/** The names that people may go by. Nobody has to prove that a name is theirs: this is an example. */
final class Names {
    private static final int LONGEST = 24;
    /** In a destination, each byte may take three characters. */
    private static final int MOST_BYTES = 72;

    private Names() {}

    /**
     * {@return the user of a name, without the blanks around it}
     *
     * @throws Denied if it is no name, with a sentence for whoever chose it
     */
    static User admit(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()) {
            throw Denied.because("Please enter a name");
        }
        if (stripped.codePointCount(0, stripped.length()) > LONGEST) {
            throw Denied.because("Please choose a name of at most " + LONGEST + " characters");
        }
        if (stripped.getBytes(UTF_8).length > MOST_BYTES) {
            throw Denied.because("Please choose a name with fewer rare characters");
        }
        if (stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw Denied.because("Please choose a name without control characters");
        }
        return User.named(stripped);
    }

    /**
     * {@return the name that a segment of a destination stands for, in which anything may be percent-encoded}
     *
     * @throws Denied if it stands for none
     */
    static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8); // a plus is no blank here
        } catch (IllegalArgumentException e) {
            throw Denied.because("'" + segment + "' is no percent-encoded name");
        }
    }
}
