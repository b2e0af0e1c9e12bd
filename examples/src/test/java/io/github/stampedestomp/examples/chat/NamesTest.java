package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @Test
    void blanksAroundANameAreDropped() {
        assertThat(Names.admit("  Ann Lee ")).isEqualTo(User.named("Ann Lee"));
    }

    @Test
    void nameMayHave24CharactersOfAnyKind() {
        assertThat(Names.admit("🐎".repeat(24))).isEqualTo(User.named("🐎".repeat(24)));
        assertThatThrownBy(() -> Names.admit("a".repeat(25)))
                .isInstanceOf(Denied.class)
                .hasMessage("Please choose a name of at most 24 characters");
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
