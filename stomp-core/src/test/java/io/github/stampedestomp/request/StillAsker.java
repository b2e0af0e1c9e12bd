package io.github.stampedestomp.request;

import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who asks, and keeps until when the sign-in was renewed. */
final class StillAsker implements Asker {
    private final @Nullable String name;
    private final String session;
    private final List<Instant> renewals = new ArrayList<>();

    StillAsker(@Nullable String name, String session) {
        this.name = name;
        this.session = session;
    }

    List<Instant> renewals() {
        return renewals;
    }

    @Override
    public @Nullable User user() {
        return name == null ? null : User.named(name);
    }

    @Override
    public String session() {
        return session;
    }

    @Override
    public void renew(Instant until) {
        renewals.add(until);
    }
}
