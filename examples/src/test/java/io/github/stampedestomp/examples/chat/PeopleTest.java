package io.github.stampedestomp.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeopleTest {
    private static final String NOON = "2030-01-01T12:00:00Z";
    private static final String LATER = "2030-01-01T12:00:05Z";

    private Instant now = Instant.parse(NOON);
    private final People people = new People(3, () -> now);

    @Test
    void whoeverComesAndLeavesIsTold() {
        assertThat(comes("Ann")).isEqualTo(new Person("Ann", true, NOON));
        now = Instant.parse(LATER);
        assertThat(leaves("Ann")).isEqualTo(new Person("Ann", false, LATER));
        assertThat(people.everybody()).isEqualTo(new Everybody(LATER, List.of(new Person("Ann", false, LATER))));
    }

    @Test
    void whatWasSeenBeforeIsNotTold() {
        assertThat(leaves("Ann")).isNull();
        assertThat(names()).isEmpty();
        comes("Ann");
        assertThat(comes("Ann")).isNull();
        leaves("Ann");
        assertThat(leaves("Ann")).isNull();
        assertThat(comes("Ann")).isEqualTo(new Person("Ann", true, NOON));
    }

    @Test
    void thoseWhoHaveBeenGoneLongestAreForgottenFirst() {
        comes("Ann");
        comes("Ben");
        comes("Cem");
        leaves("Ben");
        leaves("Ann");
        comes("Dora");
        assertThat(names()).containsExactly("Cem", "Ann", "Dora");
        comes("Eve");
        assertThat(names()).containsExactly("Cem", "Dora", "Eve");
    }

    @Test
    void whoeverIsHereIsNotForgotten() {
        for (String name : List.of("Ann", "Ben", "Cem", "Dora")) {
            comes(name);
        }
        assertThat(names()).containsExactly("Ann", "Ben", "Cem", "Dora");
        leaves("Ben");
        comes("Eve");
        assertThat(names()).containsExactly("Ann", "Cem", "Dora", "Eve");
    }

    @Test
    void onlyThoseWhoAreHereAreOnline() {
        comes("Ann");
        comes("Ben");
        leaves("Ann");
        assertThat(people.online()).containsExactly("Ben");
    }

    private Person comes(String name) {
        return people.see(name, true);
    }

    private Person leaves(String name) {
        return people.see(name, false);
    }

    private List<String> names() {
        return people.everybody().people().stream().map(Person::name).toList();
    }
}
