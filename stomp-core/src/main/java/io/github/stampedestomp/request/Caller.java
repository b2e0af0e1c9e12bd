package io.github.stampedestomp.request;

import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who asks without a session: the application itself, which may do everything, or a user, for whom the rules hold. */
public final class Caller implements Asker {
    private static final Caller APPLICATION = new Caller(null);

    private final @Nullable User user;

    private Caller(@Nullable User user) {
        this.user = user;
    }

    /** {@return the application itself} */
    public static Caller application() {
        return APPLICATION;
    }

    /** {@return a user} */
    public static Caller user(User user) {
        // One that a map does not know must not become the application.
        return new Caller(Objects.requireNonNull(user, "user"));
    }

    /** {@return whether it is the application itself} */
    public boolean isApplication() {
        return this == APPLICATION;
    }

    @Override
    public @Nullable User user() {
        return user;
    }

    @Override
    public String session() {
        return "";
    }

    @Override
    public void renew(Instant until) {
        throw new IllegalStateException("who asks has no session");
    }

    @Override
    public String toString() {
        return user == null ? "the application" : user.name();
    }
}
