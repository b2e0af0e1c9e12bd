package io.github.stampedestomp.session;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a program that embeds the server brings along.
 *
 * @param authenticator decides who a client is, or null if everybody is let in without a name
 * @param listener is told what happens to sessions
 * @param executor runs both; never the thread of a connection, if they may block
 */
public record Application(@Nullable Authenticator authenticator, SessionListener listener, Executor executor) {}
