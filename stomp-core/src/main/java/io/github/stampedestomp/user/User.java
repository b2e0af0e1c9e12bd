package io.github.stampedestomp.user;

import io.github.stampedestomp.frame.ControlCharacters;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who has signed in. Two users are the same if their names are. Immutable. */
public final class User {
    private final String name;
    private final Map<String, String> attributes;
    private final @Nullable Instant expiry;

    private User(String name, Map<String, String> attributes, @Nullable Instant expiry) {
        this.name = name;
        this.attributes = Map.copyOf(attributes);
        this.expiry = expiry;
    }

    /**
     * {@return the user of a name, who may stay for ever}
     *
     * @throws IllegalArgumentException if the name is blank or holds control characters or half a character
     */
    public static User named(String name) {
        if (name.isBlank() || name.codePoints().anyMatch(User::isNotForNames)) {
            throw new IllegalArgumentException("a user's name must not be blank or hold control characters");
        }
        return new User(name, Map.of(), null);
    }

    private static boolean isNotForNames(int character) {
        return ControlCharacters.isOne(character) || Character.getType(character) == Character.SURROGATE;
    }

    /** {@return the same user with one more attribute, such as a role, for rules and requests to look at} */
    public User with(String attribute, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(attribute, value);
        return new User(name, more, expiry);
    }

    /** {@return the same user, whose sessions end at a time unless they are renewed before} */
    public User until(Instant time) {
        return new User(name, attributes, Objects.requireNonNull(time, "time"));
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the value of an attribute} */
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** {@return when the sessions of this sign-in end} */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiry);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof User that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(name);
    }

    /** {@return the name alone; attributes may hold secrets} */
    @Override
    public String toString() {
        return name;
    }
}
