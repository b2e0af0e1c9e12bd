package io.github.stampedestomp.session;

import io.github.stampedestomp.request.Announcer;
import io.github.stampedestomp.request.Requests;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a program that embeds the server brings along.
 *
 * @param authenticator decides who a client is, or null if everybody is let in without a name
 * @param authority decides what a client may do
 * @param requests answer what clients ask for
 * @param listener is told what happens to sessions
 * @param executor runs all of them but rules without conditions; never the thread of a connection, if they may block
 * @param announcer tells them what the broker has said
 */
public record Application(
        @Nullable Authenticator authenticator,
        Authority authority,
        Requests requests,
        SessionListener listener,
        Executor executor,
        Announcer announcer) {}
