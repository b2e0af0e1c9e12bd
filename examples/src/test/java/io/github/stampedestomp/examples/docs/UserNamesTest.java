package io.github.stampedestomp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.UserDestinations;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserNamesTest {
    @Test
    void documentedDestinationsAreThoseOfTheUsers() throws IOException {
        Map<String, String> documented = UserNames.documented();
        assertThat(documented).containsKeys("anna", "Ada Lovelace", "a/b", "queue", "..");
        documented.forEach((name, destination) ->
                assertThat(UserDestinations.of(name, UserNames.REST)).isEqualTo(destination));
    }
}
