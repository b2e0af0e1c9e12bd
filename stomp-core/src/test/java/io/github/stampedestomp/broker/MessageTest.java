package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Headers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    @Test
    void headersOfTheSenderArePassedOnInTheirOrder() {
        Headers headers = Headers.of("b", "2", "content-type", "text/plain", "a", "1", "b", "3", "Destination", "x");
        assertThat(Message.of("/topic/a", headers, new byte[0]).headers()).isEqualTo(headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ack",
                "content-length",
                "destination",
                "message-id",
                "receipt",
                "receipt-id",
                "redelivered",
                "session",
                "subscription",
                "transaction",
                "user-name"
            })
    void headersThatTheServerSetsAreNeverTakenFromTheSender(String name) {
        // Readers of 1.0 strip blanks that 1.1 and 1.2 take for a part of the name.
        Headers sent = Headers.of(name, "forged", "color", "red", " " + name + "\t", "forged too");
        Message message = Message.of("/topic/a", sent, new byte[0]);
        assertThat(message.headers()).isEqualTo(Headers.of("color", "red"));
        assertThat(wire(message)).doesNotContain("forged");
    }

    @Test
    void subscribersGetDestinationIdHeadersAndBody() {
        Message message = Message.of("/topic/a", Headers.of("color", "red"), "hello".getBytes(UTF_8));
        assertThat(wire(message)).isEqualTo("""
                MESSAGE
                subscription:0
                destination:/topic/a
                message-id:%s
                color:red
                content-length:5

                hello^@""".formatted(message.id()));
    }

    @Test
    void aMessageOfTheApplicationMayBePlainText() {
        Message message = Message.of("/topic/a", "grüße 🐎");
        assertThat(message.destination()).isEqualTo("/topic/a");
        assertThat(message.body()).isEqualTo("grüße 🐎".getBytes(UTF_8));
        assertThat(message.headers()).isEqualTo(Headers.of("content-type", "text/plain;charset=utf-8"));
        assertThat(message.publisher()).isNull();
    }

    @Test
    void aRedeliveredMessageIsTheSameButForItsMark() {
        Message message = Message.of("/queue/a", Headers.of("color", "red"), "hello".getBytes(UTF_8));
        Message again = message.redelivered();
        assertThat(again.id()).isEqualTo(message.id());
        assertThat(again.destination()).isEqualTo("/queue/a");
        assertThat(again.headers()).isEqualTo(message.headers());
        assertThat(again.body()).isSameAs(message.body());
        assertThat(again.weight()).isEqualTo(message.weight());
        assertThat(wire(message)).doesNotContain("redelivered");
        assertThat(wire(again).lines()).containsOnlyOnce("redelivered:true");
        assertThat(wire(again.redelivered()).lines()).containsOnlyOnce("redelivered:true");
    }

    @Test
    void nobodyIsHeldBackForAMessageThatComesBack() {
        Message message = Samples.message("/queue/a", "x", new PublisherRecorder());
        assertThat(message.redelivered().publisher()).isNull();
    }

    @Test
    void headersAndBodyHaveWeight() {
        int empty = Message.of("/topic/a", Headers.of(), new byte[0]).weight();
        assertThat(Message.of("/topic/a", Headers.of("abc", "de"), new byte[7]).weight())
                .isEqualTo(empty + 12);
        assertThat(empty).isPositive();
    }

    @Test
    void noTwoMessagesHaveTheSameId() throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        Threads.Task task = () -> {
            for (int i = 0; i < 10_000; i++) {
                ids.add(Samples.message("/topic/a", "x").id());
            }
        };
        Threads.runAll(List.of(task, task, task, task));
        assertThat(ids).hasSize(40_000).allMatch(id -> id.matches("[0-9a-f]+-[0-9]+"));
    }
}
