package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void blanksAroundANameAreDropped() {
        assertThat(Names.admit("  Ann Lee ")).isEqualTo(User.named("Ann Lee"));
    }

    @Test
    void nameMayHave24Characters() {
        assertThat(Names.admit("é".repeat(23) + "🐎")).isEqualTo(User.named("é".repeat(23) + "🐎"));
        assertThatThrownBy(() -> Names.admit("a".repeat(25)))
                .isInstanceOf(Denied.class)
                .hasMessage("Please choose a name of at most 24 characters");
    }

    @Test
    void nameMayHave18HorsesSinceDestinationsHoldItEncoded() {
        assertThat(Names.admit("🐎".repeat(18))).isEqualTo(User.named("🐎".repeat(18)));
        assertThatThrownBy(() -> Names.admit("🐎".repeat(19)))
                .isInstanceOf(Denied.class)
                .hasMessage("Please choose a name with fewer rare characters");
    }

    @ParameterizedTest
    @CsvSource({"Ben, Ben", "%42en, Ben", "Ann%20Lee, Ann Lee", "a+b, a+b", "%F0%9F%90%8E, 🐎", "50%25, 50%"})
    void nameInADestinationIsDecoded(String segment, String name) {
        assertThat(Names.decoded(segment)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "Ben%"})
    void brokenEncodingIsRefused(String segment) {
        assertThatThrownBy(() -> Names.decoded(segment))
                .isInstanceOf(Denied.class)
                .hasMessage("'" + segment + "' is no percent-encoded name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void blankNameIsRefused(String name) {
        assertThatThrownBy(() -> Names.admit(name)).isInstanceOf(Denied.class).hasMessage("Please enter a name");
    }

    @Test
    void controlCharactersAreRefused() {
        assertThatThrownBy(() -> Names.admit("An\0n"))
                .isInstanceOf(Denied.class)
                .hasMessage("Please choose a name without control characters");
    }
}
