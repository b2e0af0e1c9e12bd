package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.frame.ProtocolException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @AfterEach
    void whatIsRefusedLeavesNothingBehind() {
        assertThat(broker.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/a",
                "/queue/a",
                "/topic/🐎",
                "/topic//",
                "/topic/ ",
                "/queue/a*",
                "/topic/***",
                "/queue/a/b**"
            })
    void topicsAndQueuesAreKnownByTheirPrefix(String destination) {
        SubscriberRecorder subscriber = new SubscriberRecorder(destination);
        broker.subscribe(subscriber);
        broker.send(message(destination, "hello"));
        assertThat(subscriber.takeTexts()).containsExactly("hello");
        broker.ack(subscriber, message(destination, "never delivered"));
        broker.unsubscribe(subscriber);
        assertThat(broker.isEmpty()).isEqualTo(destination.startsWith("/topic/"));
        takeWhatWaits(destination);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "topic/a",
                "/topic",
                "/topic/",
                "/queue",
                "/queue/",
                "/Topic/a",
                "/users/a",
                "/**",
                " /topic/a"
            })
    void otherDestinationsAreRefused(String destination) {
        assertRefused(
                destination,
                "the destination '" + destination + "' begins with none of the prefixes /topic/, /queue/, /user/");
    }

    @Test
    void prefixesCanBeChosen() {
        MemoryBroker other = new MemoryBroker(
                new BrokerSettings("jms.topic.", "jms.queue.", 255, 1, 999, 999, 1, 999, 1_000_000, 1_000_000));
        SubscriberRecorder subscriber = new SubscriberRecorder("jms.topic.a");
        other.subscribe(subscriber);
        other.send(message("jms.topic.a", "hello"));
        other.send(message("jms.queue.a", "waits"));
        assertThat(subscriber.takeTexts()).containsExactly("hello");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> other.send(message("/topic/a", "hello")))
                .withMessage(
                        "the destination '/topic/a' begins with none of the prefixes jms.topic., jms.queue., /user/");
    }

    @Test
    void onePrefixMayBeginWithTheOther() {
        MemoryBroker other =
                new MemoryBroker(new BrokerSettings("/topic/", "/", 255, 1, 999, 999, 1, 999, 1_000_000, 1_000_000));
        for (String destination : new String[] {"/topic/a", "/a"}) {
            SubscriberRecorder subscriber = new SubscriberRecorder(destination);
            other.subscribe(subscriber);
            assertThat(other.keepsUntilAcked(subscriber)).isEqualTo(destination.equals("/a"));
            other.unsubscribe(subscriber);
            assertThat(other.isEmpty()).as(destination).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/a\nb",
                "/topic/\r",
                "/queue/\0",
                "/topic/\t",
                "/topic/\u007f",
                "/topic/\u0085",
                "/topic/\u2028",
                "/topic/\u2029",
                "\n/topic/a"
            })
    void controlCharactersAreRefused(String destination) {
        String shown = destination.replaceAll("\\p{Cntrl}|[\u0085\u2028\u2029]", "?");
        assertRefused(destination, "the destination '" + shown + "' has control characters");
    }

    @Test
    void aDestinationMayHave32SegmentsAndAPatternEightWildcards() {
        broker.send(message("/topic" + "/a".repeat(31), "hello"));
        assertRefused(
                "/topic" + "/a".repeat(32),
                "the destination '/topic" + "/a".repeat(29) + "…' has more than the 32 segments allowed");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> broker.subscribe(new SubscriberRecorder("/topic" + "/*".repeat(9))))
                .withMessageContaining("has more than the 8 wildcards, or 3 times **, allowed");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> broker.subscribe(new SubscriberRecorder("/topic" + "/**".repeat(4))))
                .withMessageContaining("has more than the 8 wildcards, or 3 times **, allowed");
    }

    @Test
    void aDestinationMayBeAsLongAsTheLimit() {
        String longest = "/topic/" + "x".repeat(255 - "/topic/".length());
        broker.send(message(longest, "hello"));
        assertRefused(
                longest + "x",
                "the destination '" + longest.substring(0, 64)
                        + "…' is longer than the 255 characters allowed (limit destinationCharacters)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/*", "/topic/**", "/topic/a/*/b", "/queue/*", "/queue/a/**", "/topic/**/"})
    void aMessageCannotBeSentToAWildcard(String destination) {
        assertThatRefused(() -> broker.send(message(destination, "hello")))
                .withMessage("the destination '" + destination + "' has a wildcard, which only SUBSCRIBE may have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/queue/*", "/queue/**", "/queue/a/*/b"})
    void aQueueCannotBeSubscribedToByAWildcard(String destination) {
        assertThatRefused(() -> broker.subscribe(new SubscriberRecorder(destination)))
                .withMessage("the destination '" + destination + "' has a wildcard, which only topics may have");
    }

    private void assertRefused(String destination, String sentence) {
        assertThatRefused(() -> broker.send(message(destination, "hello"))).withMessage(sentence);
        assertThatRefused(() -> broker.subscribe(new SubscriberRecorder(destination)))
                .withMessage(sentence);
    }

    private static org.assertj.core.api.ThrowableAssertAlternative<ProtocolException> assertThatRefused(
            ThrowingCallable action) {
        return assertThatExceptionOfType(ProtocolException.class).isThrownBy(action);
    }

    private void takeWhatWaits(String destination) {
        if (!broker.isEmpty()) {
            SubscriberRecorder consumer = new SubscriberRecorder(destination);
            broker.subscribe(consumer);
            broker.ack(consumer, consumer.nextMessage());
            broker.unsubscribe(consumer);
        }
    }
}
