package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;

/** The names that people may go by. Nobody has to prove that a name is theirs: this is an example. */
final class Names {
    private static final int LONGEST = 24;

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
        if (stripped.codePoints().anyMatch(Character::isISOControl)) {
            throw Denied.because("Please choose a name without control characters");
        }
        return User.named(stripped);
    }
}
