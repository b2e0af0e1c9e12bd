package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.allQueuesOf;
import static io.github.stampedestomp.broker.Samples.consume;
import static io.github.stampedestomp.broker.Samples.message;
import static io.github.stampedestomp.broker.Samples.queuesOf;
import static io.github.stampedestomp.broker.Samples.weight;
import static io.github.stampedestomp.broker.Samples.windowsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueLimitsTest {
    private static final long PLENTY = 1L << 30;

    @Test
    void aQueueHoldsSoManyMessages() {
        MemoryBroker broker = new MemoryBroker(queuesOf(2, PLENTY));
        send(broker, "/queue/a", "one", "two");
        assertRefused(broker, "/queue/a", "the queue '/queue/a' is full, it may hold 2 messages (limit queueMessages)");
        send(broker, "/queue/b", "another queue has room");
        assertThat(consume(broker, "/queue/a")).containsExactly("one", "two");
        send(broker, "/queue/a", "three", "four");
        assertThat(consume(broker, "/queue/a")).containsExactly("three", "four");
    }

    @Test
    void aQueueHoldsSoManyBytes() {
        long limit = weight("one") + weight("two");
        MemoryBroker broker = new MemoryBroker(queuesOf(10, limit));
        send(broker, "/queue/a", "one", "two");
        assertRefused(
                broker, "/queue/a", "the queue '/queue/a' is full, it may hold " + limit + " bytes (limit queueBytes)");
        assertThat(consume(broker, "/queue/a")).containsExactly("one", "two");
        assertRefused(
                new MemoryBroker(queuesOf(10, weight("!") - 1)),
                "/queue/a",
                "the queue '/queue/a' is full, it may hold " + (weight("!") - 1) + " bytes (limit queueBytes)");
    }

    @Test
    void allQueuesTogetherHoldSoManyBytes() {
        long limit = weight("one") + weight("two");
        MemoryBroker broker = new MemoryBroker(allQueuesOf(limit));
        send(broker, "/queue/a", "one");
        send(broker, "/queue/b", "two");
        String sentence =
                "the queues are full, all of them together may hold " + limit + " bytes (limit allQueuesBytes)";
        assertRefused(broker, "/queue/a", sentence);
        assertRefused(broker, "/queue/c", sentence);
        broker.send(message("/topic/a", "topics are no queues"));
        assertThat(consume(broker, "/queue/a")).containsExactly("one");
        send(broker, "/queue/c", "new");
        assertThat(consume(broker, "/queue/b")).containsExactly("two");
        assertThat(consume(broker, "/queue/c")).containsExactly("new");
        assertThat(broker.isEmpty()).isTrue();
    }

    @Test
    void whatIsDeliveredAtOnceDoesNotWait() {
        MemoryBroker broker = new MemoryBroker(new BrokerSettings(
                "/topic/", "/queue/", 255, 1, weight("x"), PLENTY, 100, PLENTY, 1_000_000, 1_000_000));
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        broker.subscribe(consumer);
        for (int i = 0; i < 100; i++) {
            send(broker, "/queue/a", "x");
        }
        assertThat(consumer.takeTexts()).hasSize(100);
        send(broker, "/queue/a", "y");
        assertRefused(broker, "/queue/a", "the queue '/queue/a' is full, it may hold 1 messages (limit queueMessages)");
    }

    @Test
    void aConsumerMayLeaveSoManyMessagesUnacked() {
        MemoryBroker broker = new MemoryBroker(windowsOf(3, PLENTY));
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        broker.subscribe(consumer);
        send(broker, "/queue/a", "0", "1", "2", "3", "4", "5");
        List<Message> window = consumer.takeMessages();
        assertThat(window).hasSize(3);
        broker.ack(consumer, window.get(1));
        assertThat(consumer.takeTexts()).containsExactly("3");
        broker.ack(consumer, window.get(0));
        broker.ack(consumer, window.get(2));
        assertThat(consumer.takeTexts()).containsExactly("4", "5");
    }

    @Test
    void aConsumerMayLeaveSoManyBytesUnacked() {
        MemoryBroker broker = new MemoryBroker(windowsOf(100, 2 * weight("large")));
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        broker.subscribe(consumer);
        send(broker, "/queue/a", "large", "large", "large");
        Message first = consumer.nextMessage();
        Message second = consumer.nextMessage();
        consumer.assertNothingMore();
        broker.ack(consumer, first);
        assertThat(consumer.takeTexts()).hasSize(1);
        broker.ack(consumer, second);
        consumer.assertNothingMore();
    }

    @Test
    void aMessageLargerThanTheWindowIsDeliveredAlone() {
        MemoryBroker broker = new MemoryBroker(windowsOf(100, 1));
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        broker.subscribe(consumer);
        send(broker, "/queue/a", "large", "larger");
        Message first = consumer.nextMessage();
        consumer.assertNothingMore();
        broker.ack(consumer, first);
        assertThat(consumer.takeTexts()).containsExactly("larger");
    }

    @Test
    void aConsumerWithoutRoomIsPassedOver() {
        MemoryBroker broker = new MemoryBroker(windowsOf(1, PLENTY));
        SubscriberRecorder slow = new SubscriberRecorder("/queue/a");
        SubscriberRecorder fast = new SubscriberRecorder("/queue/a");
        broker.subscribe(slow);
        broker.subscribe(fast);
        send(broker, "/queue/a", "0", "1", "2", "3");
        for (int i = 1; i <= 3; i++) {
            Message message = fast.nextMessage();
            assertThat(SubscriberRecorder.text(message)).isEqualTo(Integer.toString(i));
            broker.ack(fast, message);
        }
        assertThat(slow.takeTexts()).containsExactly("0");
    }

    private static void send(MemoryBroker broker, String destination, String... texts) {
        for (String text : texts) {
            broker.send(message(destination, text));
        }
    }

    private static void assertRefused(MemoryBroker broker, String destination, String sentence) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> broker.send(message(destination, "!")))
                .withMessage(sentence);
    }
}
