package io.github.stampedestomp.user;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody who has signed in. Two users are the same if their names are. */
public final class User {
    private final String name;

    private User(String name) {
        this.name = name;
    }

    /**
     * {@return the user of a name}
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public static User named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a user's name must not be blank");
        }
        return new User(name);
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof User that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
