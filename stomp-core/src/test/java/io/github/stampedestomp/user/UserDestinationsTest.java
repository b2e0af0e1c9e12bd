package io.github.stampedestomp.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.codec.Seed;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What destinations of users are called, and that there is one way only to write each. */
class UserDestinationsTest {
    private static final User ANNA = User.named("anna");

    // ---- names ----

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            anna,      /user/anna/queue/x
            Anna,      /user/Anna/queue/x
            a-b.c_d9,  /user/a-b.c_d9/queue/x
            queue,     /user/%71ueue/queue/x
            topic,     /user/%74opic/queue/x
            Queue,     /user/Queue/queue/x
            queues,    /user/queues/queue/x
            .,         /user/%2E/queue/x
            ..,        /user/%2E%2E/queue/x
            ...,       /user/.../queue/x
            ~x,        /user/%7Ex/queue/x
            a/b,       /user/a%2Fb/queue/x
            ä,         /user/%C3%A4/queue/x
            😀,        /user/%F0%9F%98%80/queue/x
            %,         /user/%25/queue/x
            %41,       /user/%2541/queue/x
            *,         /user/%2A/queue/x
            **,        /user/%2A%2A/queue/x
            {x},       /user/%7Bx%7D/queue/x
            a b,       /user/a%20b/queue/x
            ` `,       /user/%20/queue/x
            a:b,       /user/a%3Ab/queue/x
            me@b.c,    /user/me%40b.c/queue/x
            a?b#c,     /user/a%3Fb%23c/queue/x
            """)
    void namesAreEncodedWhereTheyCouldBeTakenForSomethingElse(String name, String destination) {
        assertThat(UserDestinations.of(name, "/queue/x")).isEqualTo(destination);
        assertThat(UserDestinations.rest(destination)).isEqualTo("/queue/x");
        assertThat(UserDestinations.isOwn(destination)).isFalse();
    }

    @Test
    void restIsWhatAFullNameWasMadeWith() {
        long seed = Seed.ofThisRun();
        Random random = new Random(seed);
        Set<String> destinations = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 5000; i++) {
            String name = name(random);
            String destination = UserDestinations.of(name, "/topic/a/b");
            assertThat(UserDestinations.rest(destination))
                    .as("seed %d: %s", seed, name)
                    .isEqualTo("/topic/a/b");
            assertThat(destination.split("/", -1)).as("seed %d: %s", seed, name).hasSize(6);
            names.add(name);
            destinations.add(destination);
        }
        assertThat(destinations)
                .as("seed %d: no two names are written alike", seed)
                .hasSameSizeAs(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/queue/x", "/topic/x", "/queue//x", "/queue/x/", "/queue//", "/queue/queue/x", "/queue/**"})
    void whatFollowsTheNameIsKeptAsItIs(String rest) {
        assertThat(UserDestinations.rest(UserDestinations.of("anna", rest))).isEqualTo(rest);
        assertThat(UserDestinations.rest(UserDestinations.ofSession("5f", rest)))
                .isEqualTo(rest);
        assertThat(UserDestinations.isOwn("/user" + rest)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "queue/x",
                "/queue",
                "/queue/",
                "/topic/",
                "/app/x",
                "/Queue/x",
                "//queue/x",
                "/../queue/x"
            })
    void whatFollowsTheNameBeginsWithQueueOrTopic(String rest) {
        String sentence =
                "what a user's destination is called must begin with '/queue/' or '/topic/', not '" + rest + "'";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserDestinations.of("anna", rest))
                .withMessage(sentence);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UserDestinations.ofSession("5f", rest))
                .withMessage(sentence);
    }

    // ---- other ways to write it ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user/",
                "/user//",
                "/user/anna",
                "/user/anna/",
                "/user/anna/queue",
                "/user/anna/queue/",
                "/user/anna/topic/",
                "/user/anna/app/x",
                "/user/queue",
                "/user/queue/",
                "/user//queue/x",
                "/user//anna/queue/x",
                "/user/anna//queue/x",
                "/user/./queue/x",
                "/user/../queue/x",
                "/user/%2e/queue/x",
                "/user/*/queue/x",
                "/user/**",
                "/user/**/queue/x",
                "/user/a*/queue/x",
                "/user/~*/queue/x",
                "/user/~/queue/x",
                "/user/~~5f/queue/x",
                "/user/~a%2fb/queue/x",
                "/user/~queue/queue/x",
                "/user/%7e5f/queue/x",
                "/user/%61nna/queue/x",
                "/user/%c3%a4/queue/x",
                "/user/ä/queue/x",
                "/user/😀/queue/x",
                "/user/%FF/queue/x",
                "/user/%C3/queue/x",
                "/user/%/queue/x",
                "/user/%4/queue/x",
                "/user/%4g/queue/x",
                "/user/a b/queue/x",
                "/user/ anna/queue/x",
                "/user/a+b/queue/x",
                "/user/%71%75eue/queue/x",
                "/user/%71UEUE/queue/x",
                "/user/%00%0/queue/x",
                "/user/anna/%71ueue/x",
                "/user/anna/**",
                "/user/anna/*/x",
                "/user/anna/ queue/x"
            })
    void whatIsWrittenInAnotherWayIsRefused(String destination) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> UserDestinations.rest(destination))
                .withMessageEndingWith("is neither /user/queue/… nor /user/{name}/queue/…");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> UserDestinations.ownOrFull(destination, ANNA, "5f"));
    }

    @Test
    void shortNameIsNoFullName() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> UserDestinations.rest("/user/queue/queue/x"));
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> UserDestinations.rest("/user/topic/x"));
    }

    // ---- one's own ----

    @ParameterizedTest
    @CsvSource({
        "/user/queue/x, /user/queue/x",
        "/user/topic/x/**, /user/topic/x/**",
        "/user/anna/queue/x, /user/queue/x",
        "/user/anna/topic/*, /user/topic/*",
        "/user/~5f/queue/x, /user/queue/x",
        "/user/~5g/queue/x, /user/~5g/queue/x",
        "/user/~5F/queue/x, /user/~5F/queue/x",
        "/user/Anna/queue/x, /user/Anna/queue/x",
        "/user/5f/queue/x, /user/5f/queue/x",
        "/user/ben/queue/x, /user/ben/queue/x",
        "/user, /user",
        "/users/queue/x, /users/queue/x",
        "/topic/a, /topic/a",
        "/app/x, /app/x",
        "user/anna/queue/x, user/anna/queue/x",
    })
    void ownDestinationsAreComparedInTheirShortForm(String destination, String compared) {
        assertThat(UserDestinations.ownOrFull(destination, ANNA, "5f")).isEqualTo(compared);
    }

    @Test
    void whoHasNotSignedInOwnsTheDestinationsOfTheSession() {
        assertThat(UserDestinations.ownOrFull("/user/~5f/queue/x", null, "5f")).isEqualTo("/user/queue/x");
        assertThat(UserDestinations.ownOrFull("/user/null/queue/x", null, "5f")).isEqualTo("/user/null/queue/x");
    }

    @Test
    void ownNameIsRecognizedInItsEncodedForm() {
        assertThat(UserDestinations.ownOrFull("/user/%71ueue/queue/x", User.named("queue"), "5f"))
                .isEqualTo("/user/queue/x");
        assertThat(UserDestinations.ownOrFull("/user/%7E5g/queue/x", User.named("~5g"), "5f"))
                .isEqualTo("/user/queue/x");
        assertThat(UserDestinations.ownOrFull("/user/~5g/queue/x", User.named("~5g"), "5f"))
                .isEqualTo("/user/~5g/queue/x");
    }

    // ---- messages ----

    @Test
    void clientsSeeTheShortName() {
        Message message = UserDestinations.message("/user/anna/queue/x", Headers.of(), new byte[0], null);
        assertThat(message.destination()).isEqualTo("/user/anna/queue/x");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> UserDestinations.message("/user/queue/x", Headers.of(), new byte[0], null));
        assertThat(UserDestinations.message("/topic/x", Headers.of(), new byte[0], null)
                        .destination())
                .isEqualTo("/topic/x");
    }

    private static String name(Random random) {
        int[] characters = {'a', 'Z', '~', '.', '%', '/', '*', '4', '1', ' ', 'ä', 0x1f600, 'q', '{'};
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            name.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return name.toString();
    }
}
