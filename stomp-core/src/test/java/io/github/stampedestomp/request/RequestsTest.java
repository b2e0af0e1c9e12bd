package io.github.stampedestomp.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which code answers a request, and what it learns of it. */
class RequestsTest {
    private final Requests.Builder builder = Requests.builder();
    private final StillAsker anna = new StillAsker("anna", "5e");
    private final List<String> ran = new ArrayList<>();

    // ---- which code answers ----

    @Test
    void patternThatWasGivenFirstCounts() {
        builder.onSend("/app/room/lobby", request -> ran.add("lobby"))
                .onSend("/app/room/{id}", request -> ran.add("room " + request.path("id")))
                .onSend("/app/room/attic", request -> ran.add("attic"))
                .onSend("/app/**", request -> ran.add("any"));
        send("/app/room/lobby");
        send("/app/room/attic");
        send("/app/room");
        assertThat(ran).containsExactly("lobby", "room attic", "any");
    }

    @Test
    void nobodyAnswersWhatFitsNoPattern() {
        builder.onSend("/app/a", request -> ran.add("a")).onSubscribe("/app/b", request -> "b");
        assertThat(prepared("/app/b")).isEmpty();
        assertThat(prepared("/app/a/b")).isEmpty();
        assertThat(builder.build().subscribe(anna, sender(), "/app/a", Headers.of()))
                .isEmpty();
        assertThat(ran).isEmpty();
    }

    @Test
    void sendAndSubscribeMayBeAnsweredAtTheSameDestination() {
        builder.onRequest("/app/a", request -> "sent").onSubscribe("/app/a", request -> "subscribed");
        assertThat(send("/app/a").reply().text()).isEqualTo("sent");
        Requests.Prepared subscribe = builder.build()
                .subscribe(anna, sender(), "/app/a", Headers.of())
                .orElseThrow();
        assertThat(subscribe.run().join().reply().text()).isEqualTo("subscribed");
    }

    @Test
    void patternIsAnsweredOnce() {
        builder.onSend("/app/a", request -> {}).onSubscribe("/app/a", request -> "a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.onRequest("/app/a", request -> "a"))
                .withMessage("'/app/a' is answered already");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.onSubscribe("/app/a", request -> "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/a", "/**", "**", "/app", "/apple", "/*/a"})
    void requestsStandBelowApp(String pattern) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.onSend(pattern, request -> {}))
                .withMessage("requests stand below /app/, not at '" + pattern + "'");
    }

    @Test
    void malformedPatternsAndMissingCodeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.onSend("/app/{", request -> {}));
        assertThatNullPointerException().isThrownBy(() -> builder.onRequest("/app/a", null));
        assertThatNullPointerException().isThrownBy(() -> builder.bodies(null));
    }

    @Test
    void typeOfErrorsIsAnsweredOnce() {
        builder.onError(IllegalStateException.class, (request, error) -> "first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.onError(IllegalStateException.class, (request, error) -> "second"))
                .withMessage("errors of java.lang.IllegalStateException are answered already");
    }

    @Test
    void requestsThatWereBuiltDoNotChange() {
        Requests built = builder.build();
        builder.onSend("/app/a", request -> {});
        assertThat(built.send(anna, sender(), "/app/a", Headers.of(), new byte[0]))
                .isEmpty();
    }

    // ---- what it learns ----

    @Test
    void codeLearnsAllOfTheRequest() {
        List<Request> seen = new ArrayList<>();
        builder.onSend("/app/{a}/**", seen::add);
        Headers headers = Headers.of("destination", "/app/x/y", "color", "red", "color", "blue");
        run(anna, "/app/x/y", headers, "hello");
        Request request = seen.get(0);
        assertThat(request.destination()).isEqualTo("/app/x/y");
        assertThat(request.path("a")).isEqualTo("x");
        assertThat(request.headers()).isEqualTo(headers);
        assertThat(request.header("color")).contains("red");
        assertThat(request.header("size")).isEmpty();
        assertThat(request.text()).isEqualTo("hello");
        assertThat(request.body()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(request.user()).isEqualTo(User.named("anna"));
        assertThat(request.session()).isEqualTo("5e");
        assertThat(request).hasToString("request to /app/x/y");
    }

    @Test
    void variableThatThePatternLacksIsTheApplicationsFault() {
        builder.onSend("/app/{a}", request -> assertThatIllegalArgumentException()
                .isThrownBy(() -> request.path("b"))
                .withMessage("the pattern has no variable {b}"));
        assertThat(send("/app/x").failure()).isNull();
    }

    @Test
    void whoHasNotSignedInIsNoUser() {
        builder.onSend("/app/a", request -> {
            assertThat(request.signedIn()).isEmpty();
            assertThatIllegalStateException().isThrownBy(request::user).withMessage("the client has not signed in");
        });
        assertThat(run(new StillAsker(null, "5e"), "/app/a", Headers.of(), "").failure())
                .isNull();
    }

    @Test
    void codeMayRenewTheSignIn() {
        builder.onSend("/app/renew", request -> request.renew(Instant.parse("2031-01-01T00:00:00Z")));
        send("/app/renew");
        assertThat(anna.renewals()).containsExactly(Instant.parse("2031-01-01T00:00:00Z"));
    }

    private Optional<Requests.Prepared> prepared(String destination) {
        return builder.build().send(anna, sender(), destination, Headers.of(), new byte[0]);
    }

    private Outcome send(String destination) {
        return run(anna, destination, Headers.of(), "");
    }

    private Outcome run(Asker asker, String destination, Headers headers, String body) {
        return builder.build()
                .send(asker, sender(), destination, headers, body.getBytes(UTF_8))
                .orElseThrow()
                .run()
                .join();
    }

    private Sender sender() {
        return new Sender(
                new MemoryBroker(BrokerSettings.DEFAULT), builder.build(), new Announcer(Runnable::run, Runnable::run));
    }
}
