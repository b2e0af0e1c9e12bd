package io.github.stampedestomp.frame;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a frame, in their order. A name may be repeated; then its first value counts (STOMP 1.2, Repeated
 * Header Entries). Immutable.
 */
public final class Headers {
    private static final String[] NO_ENTRIES = {};
    private static final Headers NONE = new Headers(NO_ENTRIES);

    /** A header whose name contains one of these is for nobody but who it is meant for. */
    private static final List<String> SECRET =
            List.of(HeaderName.PASSCODE, "password", "authorization", "cookie", "token", "secret", "api-key", "apikey");

    /** Names at even, values at odd places. */
    private final String[] entries;

    private Headers(String[] entries) {
        this.entries = entries;
    }

    /**
     * {@return headers made of names and values in turn}
     *
     * @param namesAndValues a name, its value, a name, its value and so on
     * @throws IllegalArgumentException if a value is missing
     */
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "no value for the header '" + namesAndValues[namesAndValues.length - 1] + "'");
        }
        for (String entry : namesAndValues) {
            Objects.requireNonNull(entry, "a header's name or value");
        }
        return namesAndValues.length == 0 ? NONE : new Headers(namesAndValues.clone());
    }

    /** {@return the first value of a header, or null if there is none of that name} */
    public @Nullable String first(String name) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                return entries[i + 1];
            }
        }
        return null;
    }

    /** {@return how many headers there are, repeated ones included} */
    public int size() {
        return entries.length / 2;
    }

    /** {@return how many characters all names and values have together} */
    public int characters() {
        int characters = 0;
        for (String entry : entries) {
            characters += entry.length();
        }
        return characters;
    }

    /** Calls a function with the name and the value of each header, in order. */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < entries.length; i += 2) {
            action.accept(entries[i], entries[i + 1]);
        }
    }

    /** {@return those of these headers whose name passes a test} */
    public Headers keeping(Predicate<? super String> name) {
        Builder kept = new Builder();
        forEach((each, value) -> {
            if (name.test(each)) {
                kept.add(each, value);
            }
        });
        return kept.size() == size() ? this : kept.build();
    }

    /** {@return these headers without the blanks that surround names and values} STOMP 1.0 allows such padding. */
    public Headers stripped() {
        return new Headers(Arrays.stream(entries)
                .map((UnaryOperator<String>) String::strip)
                .toArray(String[]::new));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers that && Arrays.equals(entries, that.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    /** {@return one line for each header, with values masked whose names say that they are secret} */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        forEach((name, value) -> lines.append(name)
                .append(':')
                .append(isSecret(name) ? "***" : value)
                .append('\n'));
        return lines.toString();
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET.stream().anyMatch(lower::contains);
    }

    /** Collects headers one after the other. */
    public static final class Builder {
        private static final int FIRST_ROOM = 8;

        private String[] entries = NO_ENTRIES;
        private int length;

        /** Creates a builder without headers. */
        public Builder() {}

        /**
         * Adds a header behind those added before.
         *
         * @return this builder
         */
        public Builder add(String name, String value) {
            Objects.requireNonNull(name, "a header's name");
            Objects.requireNonNull(value, "a header's value");
            if (length == entries.length) {
                entries = Arrays.copyOf(entries, Math.max(FIRST_ROOM, 2 * length));
            }
            entries[length++] = name;
            entries[length++] = value;
            return this;
        }

        /** {@return how many headers were added} */
        public int size() {
            return length / 2;
        }

        /** {@return the headers added so far} */
        public Headers build() {
            return length == 0 ? NONE : new Headers(Arrays.copyOf(entries, length));
        }
    }
}
