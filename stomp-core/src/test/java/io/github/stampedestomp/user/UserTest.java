package io.github.stampedestomp.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTest {
    @Test
    void attributesAreAddedToACopy() {
        User anna = User.named("anna");
        User admin = anna.with("role", "admin").with("team", "blue");
        assertThat(admin.attribute("role")).contains("admin");
        assertThat(admin.attribute("team")).contains("blue");
        assertThat(admin.with("role", "guest").attribute("role")).contains("guest");
        assertThat(admin.attribute("role")).contains("admin");
        assertThat(anna.attribute("role")).isEmpty();
    }

    @Test
    void signInLastsForEverUnlessATimeIsGiven() {
        Instant time = Instant.parse("2031-01-01T00:00:00Z");
        User anna = User.named("anna");
        assertThat(anna.expiry()).isEmpty();
        assertThat(anna.until(time).with("role", "admin").expiry()).contains(time);
        assertThat(anna.with("role", "admin").until(time).attribute("role")).contains("admin");
    }

    @Test
    void usersOfOneNameAreTheSame() {
        assertThat(User.named("anna").with("role", "admin").until(Instant.EPOCH))
                .isEqualTo(User.named("anna"))
                .hasSameHashCodeAs(User.named("anna"))
                .isNotEqualTo(User.named("Anna"))
                .isNotEqualTo("anna");
    }

    @Test
    void attributesAreNotPrinted() {
        assertThat(User.named("anna").with("token", "t-1")).hasToString("anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", " anna", "a/b", "~x", "ä", "😀", ".", "%", "a b", "queue"})
    void namesMayHoldAlmostEverything(String name) {
        assertThat(User.named(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "a\nb",
                "a\0",
                "\u007f",
                "a\u0085",
                "a\u2028b",
                "\u2029",
                "\ud83d",
                "a\ude00b",
                "\ude00\ud83d"
            })
    void namesAreNeitherBlankNorBroken(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> User.named(name))
                .withMessage("a user's name must not be blank or hold control characters");
    }
}
