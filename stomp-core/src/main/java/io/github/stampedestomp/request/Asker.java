package io.github.stampedestomp.request;

import io.github.stampedestomp.user.User;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who asks the application for something: a client's session, or somebody without one who uses HTTP. */
public interface Asker {
    /** {@return who has signed in, or null if nobody has} */
    @Nullable
    User user();

    /** {@return the id of the session, or "" if there is none} */
    String session();

    /** Lets the sign-in last until another time. */
    void renew(Instant until);
}
