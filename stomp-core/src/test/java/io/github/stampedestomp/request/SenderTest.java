package io.github.stampedestomp.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import io.github.stampedestomp.frame.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application sends of its own accord, and from within a request. */
class SenderTest {
    private final MemoryBroker broker = new MemoryBroker(
            new BrokerSettings("/topic/", "/queue/", 255, 2, 9000, 9000, 1, 9000, 1_000_000, 1_000_000));
    private final Requests.Builder builder = Requests.builder().bodies(new NumberMapper());
    private final Sender sender = new Sender(broker, builder.build(), new Announcer(Runnable::run, Runnable::run));
    private final List<String> delivered = new ArrayList<>();

    @Test
    void bodiesAreSentWithTheirTypes() {
        subscribe("/topic/a");
        sender.send("/topic/a", "hello");
        sender.send("/topic/a", 7);
        sender.send("/topic/a", new byte[] {'x'});
        sender.send("/topic/a", new Reply("text/html", new byte[] {'y'}));
        assertThat(delivered)
                .containsExactly(
                        "/topic/a text/plain;charset=utf-8 hello", "/topic/a text/number 7",
                        "/topic/a application/octet-stream x", "/topic/a text/html y");
    }

    @Test
    void usersAndSessionsAreSentToUnderTheirFullNames() {
        subscribe("/user/a%2Fb/queue/x");
        subscribe("/user/~5e/queue/x");
        sender.sendToUser("a/b", "/queue/x", "1");
        sender.sendToSession("5e", "/queue/x", "2");
        sender.sendToSession("5e", "/queue/x", Headers.of("content-type", "text/html"), new byte[] {'3'});
        assertThat(delivered)
                .containsExactly(
                        "/user/a%2Fb/queue/x text/plain;charset=utf-8 1",
                        "/user/~5e/queue/x text/plain;charset=utf-8 2", "/user/~5e/queue/x text/html 3");
    }

    @Test
    void requestSendsToEverybodyAndToTheSessionThatAsks() {
        subscribe("/topic/a");
        subscribe("/user/ben/queue/x");
        subscribe("/user/~5e/queue/x");
        builder.onSend("/app/a", request -> {
            request.send("/topic/a", "all");
            request.sendToUser("ben", "/queue/x", "ben");
            request.sendToSession("/queue/x", "me");
        });
        assertThat(run("5e").failure()).isNull();
        assertThat(delivered)
                .containsExactly(
                        "/topic/a text/plain;charset=utf-8 all",
                        "/user/ben/queue/x text/plain;charset=utf-8 ben",
                        "/user/~5e/queue/x text/plain;charset=utf-8 me");
    }

    @Test
    void whoHasNoSessionCannotBeSentTo() {
        builder.onSend("/app/a", request -> assertThatIllegalStateException()
                .isThrownBy(() -> request.sendToSession("/queue/x", "me"))
                .withMessage("who asks has no session"));
        assertThat(run("").failure()).isNull();
    }

    @Test
    void severalThingsAreSentAllOrNone() {
        subscribe("/topic/a");
        Sender.Item good = new Sender.Item("/topic/a", Headers.of(), "1".getBytes(UTF_8));
        Sender.Item bad = new Sender.Item("/topic/*", Headers.of(), "2".getBytes(UTF_8));
        assertThatIllegalArgumentException().isThrownBy(() -> sender.sendAll(List.of(good, bad)));
        assertThat(delivered).isEmpty();
        sender.sendAll(List.of(good, good));
        sender.sendAll(List.of());
        assertThat(delivered).containsExactly("/topic/a null 1", "/topic/a null 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "topic",
                "/app/a",
                "/topic/*",
                "/topic/a\n",
                "/user/queue/x",
                "/user/anna",
                "/user//queue/x",
                "/user/*/queue/x",
                "/user/ä/queue/x"
            })
    void malformedDestinationIsOurCallersFault(String destination) {
        assertThatIllegalArgumentException().isThrownBy(() -> sender.send(destination, "hello"));
    }

    @Test
    void nobodyHasAnEmptyName() {
        assertThatIllegalArgumentException().isThrownBy(() -> sender.sendToUser("", "/queue/x", "hello"));
        assertThatIllegalArgumentException().isThrownBy(() -> sender.sendToSession("", "/queue/x", "hello"));
        assertThatIllegalArgumentException().isThrownBy(() -> sender.sendToUser("anna", "queue/x", "hello"));
    }

    @Test
    void bodyThatCannotBeWrittenIsOurCallersFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender.send("/topic/a", true))
                .withMessage("the mapper cannot write a java.lang.Boolean");
    }

    @Test
    void fullQueueIsNobodysFault() {
        sender.send("/queue/a", "1");
        sender.send("/queue/a", "2");
        assertThatIllegalStateException()
                .isThrownBy(() -> sender.send("/queue/a", "3"))
                .withMessageStartingWith("the queue '/queue/a' is full");
    }

    private Outcome run(String session) {
        return builder.build()
                .send(new StillAsker("anna", session), sender, "/app/a", Headers.of(), new byte[0])
                .orElseThrow()
                .run()
                .join();
    }

    private void subscribe(String to) {
        broker.subscribe(new Subscriber() {
            @Override
            public String destination() {
                return to;
            }

            @Override
            public void deliver(Message message) {
                delivered.add(message.destination() + " " + message.headers().first("content-type") + " "
                        + new String(message.body(), UTF_8));
            }
        });
    }
}
