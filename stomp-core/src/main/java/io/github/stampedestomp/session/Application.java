package io.github.stampedestomp.session;

import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.user.Rules;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a program that embeds the server brings along.
 *
 * @param authenticator decides who a client is, or null if everybody is let in without a name
 * @param rules who may send and subscribe where
 * @param hooks see what the rules have allowed, in this order
 * @param requests answer what clients ask for
 * @param listener is told what happens to sessions
 * @param executor runs all of them but rules without conditions; never the thread of a connection, if they may block
 */
public record Application(
        @Nullable Authenticator authenticator,
        Rules rules,
        List<Hook> hooks,
        Requests requests,
        SessionListener listener,
        Executor executor) {
    /** Copies the hooks. */
    public Application {
        hooks = List.copyOf(hooks);
    }
}
