package io.github.stampedestomp.session;

import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.Users;

/**
 * Where sessions make themselves known.
 *
 * @param users who is connected
 * @param presence who subscribes to what
 * @param observer counts what happens; what it throws hurts no session
 */
public record Audience(Users users, Presence presence, SessionObserver observer) {
    /** Keeps from sessions what the observer throws. */
    public Audience {
        observer = new GuardedObserver(observer);
    }
}
