package io.github.stampedestomp.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules and hooks see of a frame, and what hooks may change. */
class AttemptTest {
    private static final Headers HEADERS =
            Headers.of("destination", "/user/anna/queue/x", "a", "1", "content-length", "5", "a", "2");
    private final Attempt attempt = Attempt.of(
            Frame.of(Command.SEND, HEADERS, "hello".getBytes(UTF_8)), "/user/queue/x", User.named("anna"), "5e");

    @Test
    void attemptTellsTheFrameAndWhoHasSentIt() {
        assertThat(attempt.command()).isEqualTo(Command.SEND);
        assertThat(attempt.destination()).isEqualTo("/user/queue/x");
        assertThat(attempt.header("a")).contains("1");
        assertThat(attempt.header("b")).isEmpty();
        assertThat(attempt.headers()).isEqualTo(HEADERS);
        assertThat(attempt.text()).isEqualTo("hello");
        assertThat(attempt.body()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(attempt.user()).isEqualTo(User.named("anna"));
        assertThat(attempt.session()).isEqualTo("5e");
    }

    @Test
    void whoHasNotSignedInIsNoUser() {
        Attempt other = Attempt.of(attempt.frame(), "/user/queue/x", null, "5e");
        assertThat(other.signedIn()).isEmpty();
        assertThatIllegalStateException().isThrownBy(other::user).withMessage("the client has not signed in");
    }

    @Test
    void newBodyTakesTheLengthOfTheOldOneAlong() {
        Attempt other = attempt.withBody("bye".getBytes(UTF_8));
        assertThat(other.text()).isEqualTo("bye");
        assertThat(other.headers()).isEqualTo(Headers.of("destination", "/user/anna/queue/x", "a", "1", "a", "2"));
        assertThat(attempt.text()).isEqualTo("hello");
        assertThat(attempt.allowsInstead(other.frame())).isTrue();
    }

    @Test
    void newHeaderTakesThePlaceOfAllOfItsName() {
        Attempt other = attempt.withHeader("a", "3").withHeader("sent-by", "anna");
        assertThat(other.headers())
                .isEqualTo(Headers.of(
                        "destination", "/user/anna/queue/x", "content-length", "5", "a", "3", "sent-by", "anna"));
        assertThat(other.text()).isEqualTo("hello");
        assertThat(attempt.allowsInstead(other.frame())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"destination", "content-length", "receipt", "transaction", "id", "ack", " id", "ack "})
    void headersThatStompLivesByCannotBeChanged(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attempt.withHeader(name, "x"))
                .withMessage("the header '" + name + "' is not for hooks to change");
    }

    @ParameterizedTest
    @ValueSource(strings = {"destination", "receipt", "transaction", "id", "ack"})
    void frameWithOtherHeadersThatStompLivesByIsNotCarriedOutInstead(String name) {
        Headers headers = Headers.of(name, "other", "destination", "/user/anna/queue/x");
        assertThat(attempt.allowsInstead(Frame.of(Command.SEND, headers))).isFalse();
    }

    @Test
    void frameOfAnotherCommandIsNotCarriedOutInstead() {
        assertThat(attempt.allowsInstead(Frame.of(Command.SUBSCRIBE, HEADERS))).isFalse();
    }

    @Test
    void headersAndBodyAreNotPrinted() {
        assertThat(attempt).hasToString("SEND to /user/queue/x");
    }
}
