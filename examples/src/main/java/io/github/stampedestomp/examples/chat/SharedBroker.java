package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.server.Relay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker by which several servers are one chat.
 *
 * @param urls where it may be found
 * @param login who signs in there, or null if it asks nobody to
 * @param passcode what proves it, or null
 */
record SharedBroker(
        List<String> urls, @Nullable String login, @Nullable String passcode) {
    /**
     * {@return the way to it}
     *
     * @throws IllegalArgumentException if a URL is malformed
     */
    Relay relay() {
        // Each server knows who is on all of them, and so tells its own pages.
        Relay relay = Relay.to(urls.toArray(String[]::new)).local(Chat.PEOPLE);
        return login == null || passcode == null ? relay : relay.login(login, passcode);
    }

    /** {@return where it may be found; the passcode is a secret} */
    @Override
    public String toString() {
        return String.join(",", urls);
    }
}
