package io.github.stampedestomp.session;

import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.Users;

/**
 * Where sessions make themselves known.
 *
 * @param users who is connected
 * @param presence who subscribes to what
 * @param observer counts what happens
 */
public record Audience(Users users, Presence presence, SessionObserver observer) {}
