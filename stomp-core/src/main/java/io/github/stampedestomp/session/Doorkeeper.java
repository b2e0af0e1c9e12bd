package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether one client is let in, which must not take long, and for how long it may stay.
 *
 * <p>Belongs to the thread of the session.
 */
final class Doorkeeper {
    static final String EXPIRED = "the sign-in has expired";

    private final @Nullable Authenticator authenticator;
    private final Duration connectTimeout;
    private final SerialTasks tasks;
    private final Executor ownThread;
    private final LongSupplier clock;
    private final long openedAt;
    private final Expiry expiry = new Expiry();
    private @Nullable SignIn signIn;

    /**
     * Starts with a client that has not asked yet.
     *
     * @param authenticator decides who a client is, or null if everybody is let in without a name
     * @param connectTimeout how long it may take until the client is let in
     * @param tasks run the authenticator
     * @param ownThread runs what comes of that
     */
    Doorkeeper(
            @Nullable Authenticator authenticator,
            Duration connectTimeout,
            SerialTasks tasks,
            Executor ownThread,
            LongSupplier clock) {
        this.authenticator = authenticator;
        this.connectTimeout = connectTimeout;
        this.tasks = tasks;
        this.ownThread = ownThread;
        this.clock = clock;
        this.openedAt = clock.getAsLong();
    }

    /** {@return whether the application has to say who the client is} */
    boolean mustAsk() {
        return authenticator != null;
    }

    /**
     * Asks the application who a client is.
     *
     * @param then takes what comes of it, on the session's thread
     */
    void ask(Login login, Consumer<SignIn.Result> then) {
        SignIn asked = new SignIn(Objects.requireNonNull(authenticator, "nobody has to sign in"), login);
        signIn = asked;
        tasks.add(() -> {
            if (!asked.isOver()) {
                SignIn.Result result = asked.ask();
                ownThread.execute(() -> then.accept(result));
            }
        });
    }

    /** Refuses a user whose sign-in has expired already, and takes note of when it will. */
    void check(User user) {
        user.expiry().ifPresent(this::renew);
        if (isExpired(clock.getAsLong())) {
            throw Denied.because(EXPIRED);
        }
    }

    void renew(Instant until) {
        expiry.set(until, clock.getAsLong());
    }

    /** Refuses a client that has taken too long until it was let in. */
    void onTime(long now, SessionState state) {
        if (connectDueIn(now, state) <= 0) {
            throw ProtocolException.connectTimeout(connectTimeout.toMillis());
        }
    }

    /** {@return whether the client may stay no longer} */
    boolean isExpired(long now) {
        return expiry.isOver(now);
    }

    /** {@return in how many nanoseconds to look at the time} */
    long dueIn(long now, SessionState state) {
        return Math.min(connectDueIn(now, state), expiry.dueIn(now));
    }

    private long connectDueIn(long now, SessionState state) {
        return state.isOpening() ? connectTimeout.toNanos() - (now - openedAt) : Long.MAX_VALUE;
    }

    /** Asks nobody any more. */
    void end() {
        if (signIn != null) {
            signIn.end();
        }
    }
}
