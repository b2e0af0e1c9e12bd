package io.github.stampedestomp.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.user.Denied;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes of a request. */
class OutcomeTest {
    private static final String FAILED = "ERROR the handler of a request to /app/a has failed: ";

    @RegisterExtension
    final LogOf log = new LogOf(Requests.class);

    private RequestAnswer answer = request -> null;
    private final Requests.Builder builder = Requests.builder().onRequest("/app/a", request -> answer.answer(request));

    // ---- answers ----

    @Test
    void stringIsAnsweredAsText() {
        Reply reply = outcome(request -> "hällo").reply();
        assertThat(reply.contentType()).isEqualTo("text/plain;charset=utf-8");
        assertThat(reply.text()).isEqualTo("hällo");
    }

    @Test
    void bytesAndRepliesAreAnsweredAsTheyAre() {
        byte[] bytes = {1, 2, 3};
        assertThat(outcome(request -> bytes).reply().contentType()).isEqualTo("application/octet-stream");
        assertThat(outcome(request -> bytes).reply().body()).isEqualTo(bytes);
        Reply reply = new Reply("image/png", bytes);
        assertThat(outcome(request -> reply).reply()).isSameAs(reply);
    }

    @Test
    void everythingElseIsWrittenByTheMapper() {
        builder.bodies(new NumberMapper());
        Reply reply = outcome(request -> 42).reply();
        assertThat(reply.contentType()).isEqualTo("text/number");
        assertThat(reply.text()).isEqualTo("42");
    }

    @Test
    void nullIsNoAnswerAndNoFailure() {
        assertThat(outcome(request -> null)).isEqualTo(new Outcome(null, null));
        assertThat(answered(CompletableFuture.completedFuture(null)).join()).isEqualTo(new Outcome(null, null));
    }

    @Test
    void answerMayComeLater() {
        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = answered(later);
        assertThat(outcome).isNotDone();
        later.complete("done");
        assertThat(outcome.join().reply().text()).isEqualTo("done");
    }

    // ---- failures ----

    @Test
    void deniedRequestFailsWithTheSentence() {
        Failure failure = outcome(request -> {
                    throw Denied.because("the room is full");
                })
                .failure();
        assertThat(failure.sentence()).isEqualTo("the room is full");
        assertThat(failure.reply().text()).isEqualTo("the room is full");
        assertThat(failure.isClients()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whateverElseIsThrownIsLoggedAndNotTold() {
        assertInternalError(request -> {
            throw new IOException("jdbc:secret");
        });
        assertInternalError(request -> {
            throw new AssertionError("jdbc:secret");
        });
        assertThat(log.lines()).containsExactly(FAILED + "jdbc:secret", FAILED + "jdbc:secret");
    }

    @Test
    void stageFailsAsItsCauseDoes() {
        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<Outcome> direct = answered(later);
        CompletableFuture<Outcome> behind = answered(later.thenApply(value -> value + "!"));
        CompletableFuture<Outcome> lost =
                answered(CompletableFuture.failedFuture(new CompletionException("lost", null)));
        later.completeExceptionally(Denied.because("no"));
        assertThat(direct.join().failure().sentence()).isEqualTo("no");
        assertThat(behind.join().failure().sentence()).isEqualTo("no");
        assertThat(lost.join().failure().sentence()).isEqualTo("internal error");
        assertThat(log.lines()).containsExactly(FAILED + "lost");
    }

    @Test
    void stageThatIsCancelledHasFailed() {
        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = answered(later);
        later.cancel(true);
        assertThat(outcome.join().failure().sentence()).isEqualTo("internal error");
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void answerThatCannotBeWrittenIsAFailure() {
        assertInternalError(request -> 42);
        assertThat(log.lines()).containsExactly(FAILED + "bodies that are a java.lang.Integer need a BodyMapper");
        builder.bodies(new NumberMapper());
        assertInternalError(request -> true);
        assertThat(log.lines()).endsWith(FAILED + "the mapper cannot write a java.lang.Boolean");
    }

    @Test
    void stageEndsWhateverTheMapperThrows() {
        builder.bodies(new NumberMapper());
        CompletableFuture<Object> later = new CompletableFuture<>();
        CompletableFuture<Outcome> outcome = answered(later);
        later.complete(new NumberMapper.Endless());
        assertThat(outcome).isDone();
        assertThat(outcome.join().failure().sentence()).isEqualTo("internal error");
        assertThat(log.lines()).containsExactly(FAILED + "it holds itself");
    }

    // ---- failures of which the application says something ----

    @Test
    void applicationSaysWhatWentWrong() {
        builder.onError(IOException.class, (request, error) -> request.destination() + ": " + error.getMessage());
        Failure failure = outcome(request -> {
                    throw new FileNotFoundException("gone");
                })
                .failure();
        assertThat(failure.sentence()).isEqualTo("/app/a: gone");
        assertThat(failure.reply().text()).isEqualTo("/app/a: gone");
        assertThat(failure.isClients()).isTrue();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void ofTwoTypesThatFitTheOneGivenFirstCounts() {
        builder.onError(FileNotFoundException.class, (request, error) -> "missing")
                .onError(IOException.class, (request, error) -> "broken")
                .onError(Throwable.class, (request, error) -> "any")
                .onError(UncheckedIOException.class, (request, error) -> "never");
        assertThat(sentenceOf(new FileNotFoundException())).isEqualTo("missing");
        assertThat(sentenceOf(new IOException())).isEqualTo("broken");
        assertThat(sentenceOf(new UncheckedIOException(new IOException()))).isEqualTo("any");
        assertThat(sentenceOf(Denied.because("no"))).isEqualTo("any");
    }

    @Test
    void bodyThatIsNoStringIsNoSentence() {
        builder.bodies(new NumberMapper())
                .onError(IllegalStateException.class, (request, error) -> 7)
                .onError(Denied.class, (request, denied) -> new Reply("text/html", new byte[] {'x'}));
        Failure failure = failureOf(new IllegalStateException("secret"));
        assertThat(failure.sentence()).isEqualTo("internal error");
        assertThat(failure.reply().text()).isEqualTo("7");
        Failure denied = failureOf(Denied.because("no"));
        assertThat(denied.sentence()).isEqualTo("no");
        assertThat(denied.reply().text()).isEqualTo("x");
    }

    @Test
    void failureOfWhatSaysItIsLoggedAndTheFirstOneTold() {
        builder.onError(Denied.class, (request, denied) -> {
                    throw new IllegalStateException("broken");
                })
                .onError(IOException.class, (request, error) -> null);
        assertThat(sentenceOf(Denied.because("no"))).isEqualTo("no");
        assertThat(sentenceOf(new IOException())).isEqualTo("internal error");
        assertThat(log.lines())
                .containsExactly(
                        "ERROR the answer to an error of a request to /app/a has failed: broken",
                        "ERROR the answer to an error of a request to /app/a has failed: an error's answer");
    }

    private void assertInternalError(RequestAnswer code) {
        Failure failure = outcome(code).failure();
        assertThat(failure.sentence()).isEqualTo("internal error");
        assertThat(failure.reply().text()).isEqualTo("internal error");
        assertThat(failure.isClients()).isFalse();
    }

    private String sentenceOf(Exception error) {
        return failureOf(error).sentence();
    }

    private Failure failureOf(Exception error) {
        return outcome(request -> {
                    throw error;
                })
                .failure();
    }

    private Outcome outcome(RequestAnswer code) {
        return run(code).join();
    }

    private CompletableFuture<Outcome> answered(Object given) {
        return run(request -> given);
    }

    private CompletableFuture<Outcome> run(RequestAnswer code) {
        answer = code;
        Requests requests = builder.build();
        Sender sender = new Sender(
                new MemoryBroker(BrokerSettings.DEFAULT), requests, new Announcer(Runnable::run, Runnable::run));
        return requests.send(new StillAsker("anna", "5e"), sender, "/app/a", Headers.of(), "".getBytes(UTF_8))
                .orElseThrow()
                .run();
    }
}
