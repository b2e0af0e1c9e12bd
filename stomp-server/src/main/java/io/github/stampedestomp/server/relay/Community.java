package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.Users;

/**
 * Who is online, and who subscribes to what. What is known here is told to the other servers, and what they tell is added.
 *
 * @param users who is online
 * @param presence who subscribes to what
 */
public record Community(Users users, Presence presence) {}
