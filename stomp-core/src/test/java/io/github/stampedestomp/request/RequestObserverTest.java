package io.github.stampedestomp.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.frame.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an observer of requests learns, and that it cannot hurt them. */
class RequestObserverTest {
    @RegisterExtension
    final LogOf log = new LogOf(Requests.class);

    private final List<String> told = new ArrayList<>();
    private final CompletableFuture<String> stage = new CompletableFuture<>();
    private final Requests requests = Requests.builder()
            .onRequest("/app/now", request -> "now")
            .onRequest("/app/later", request -> stage)
            .onRequest("/app/never", request -> {
                throw new IllegalStateException("on purpose");
            })
            .build();

    @Test
    void theEndOfARequestIsToldWhenItsAnswerIsThere() {
        Requests observed = requests.observedBy(() -> {
            told.add("begun");
            return outcome -> told.add(outcome.failure() == null ? "answered" : "failed");
        });
        assertThat(run(observed, "/app/now")).isCompleted();
        CompletableFuture<Outcome> later = run(observed, "/app/later");
        assertThat(told).containsExactly("begun", "answered", "begun");
        stage.complete("later");
        assertThat(later).isCompleted();
        assertThat(run(observed, "/app/never")).isCompleted();
        assertThat(told).containsExactly("begun", "answered", "begun", "answered", "begun", "failed");
    }

    @Test
    void anObserverThatThrowsHurtsNoRequest() {
        Requests beginsBadly = requests.observedBy(() -> {
            throw new AssertionError("on purpose");
        });
        Requests endsBadly = requests.observedBy(() -> outcome -> {
            throw new AssertionError("on purpose");
        });
        assertThat(run(beginsBadly, "/app/now").join().failure()).isNull();
        assertThat(run(endsBadly, "/app/now").join().failure()).isNull();
        assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("the observer of requests has failed"));
    }

    private static CompletableFuture<Outcome> run(Requests requests, String destination) {
        Sender sender = new Sender(
                new MemoryBroker(BrokerSettings.DEFAULT), requests, new Announcer(Runnable::run, Runnable::run));
        return requests.send(Caller.application(), sender, destination, Headers.of(), new byte[0])
                .orElseThrow()
                .run();
    }
}
