package io.github.stampedestomp.server.api;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.request.Sender;
import io.github.stampedestomp.session.Authority;
import io.github.stampedestomp.user.Presence;
import io.github.stampedestomp.user.Users;
import java.util.concurrent.Executor;

/**
 * What the API makes known and sets to work.
 *
 * @param broker knows the destinations
 * @param sender sends
 * @param requests answer what is sent to {@code /app/}
 * @param authority decides what a user may send
 * @param users who is connected
 * @param presence who subscribes to what
 * @param executor runs the application's code
 */
public record ApiParts(
        Broker broker,
        Sender sender,
        Requests requests,
        Authority authority,
        Users users,
        Presence presence,
        Executor executor) {}
