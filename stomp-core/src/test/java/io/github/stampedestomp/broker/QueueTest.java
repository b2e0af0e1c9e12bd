package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static io.github.stampedestomp.broker.Samples.wire;
import static io.github.stampedestomp.broker.SubscriberRecorder.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {
    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @Test
    void consumersTakeTurns() {
        List<SubscriberRecorder> consumers =
                List.of(subscribe("/queue/a"), subscribe("/queue/a"), subscribe("/queue/a"));
        for (int i = 0; i < 7; i++) {
            send("/queue/a", "message " + i);
        }
        assertThat(consumers.get(0).takeTexts()).containsExactly("message 0", "message 3", "message 6");
        assertThat(consumers.get(1).takeTexts()).containsExactly("message 1", "message 4");
        assertThat(consumers.get(2).takeTexts()).containsExactly("message 2", "message 5");
    }

    @Test
    void messagesWaitAsLongAsNobodyConsumes() {
        send("/queue/a", "one");
        send("/queue/a", "two");
        send("/queue/b", "elsewhere");
        assertThat(broker.isEmpty()).isFalse();
        assertThat(subscribe("/queue/a").takeTexts()).containsExactly("one", "two");
    }

    @Test
    void theFirstConsumerGetsWhatHasWaitedUpToItsWindow() {
        MemoryBroker small = new MemoryBroker(Samples.windowsOf(2, 1L << 20));
        for (int i = 0; i < 5; i++) {
            small.send(message("/queue/a", "message " + i));
        }
        SubscriberRecorder one = new SubscriberRecorder("/queue/a");
        SubscriberRecorder other = new SubscriberRecorder("/queue/a");
        small.subscribe(one);
        small.subscribe(other);
        assertThat(one.takeTexts()).containsExactly("message 0", "message 1");
        assertThat(other.takeTexts()).containsExactly("message 2", "message 3");
    }

    @Test
    void aMessageIsKeptUntilItIsAcked() {
        SubscriberRecorder consumer = subscribe("/queue/a");
        send("/queue/a", "hello");
        assertThat(broker.keepsUntilAcked(consumer)).isTrue();
        broker.ack(consumer, consumer.nextMessage());
        broker.unsubscribe(consumer);
        subscribe("/queue/a").assertNothingMore();
    }

    @Test
    void aMessageThatWasNotConsumedGoesToTheNextConsumer() {
        SubscriberRecorder one = subscribe("/queue/a");
        SubscriberRecorder other = subscribe("/queue/a");
        send("/queue/a", "hello");
        broker.nack(one, one.nextMessage());
        one.assertNothingMore();
        Message again = other.nextMessage();
        assertThat(text(again)).isEqualTo("hello");
        broker.nack(other, again);
        assertThat(one.takeTexts()).containsExactly("hello");
    }

    @Test
    void theOnlyConsumerGetsItsMessageAgain() {
        SubscriberRecorder consumer = subscribe("/queue/a");
        send("/queue/a", "hello");
        Message first = consumer.nextMessage();
        broker.nack(consumer, first);
        Message again = consumer.nextMessage();
        assertThat(again).isNotSameAs(first);
        assertThat(again.id()).isEqualTo(first.id());
        broker.ack(consumer, again);
        consumer.assertNothingMore();
    }

    @Test
    void whatAConsumerLeavesBehindComesBeforeWhatIsFreshInTheOldOrder() {
        SubscriberRecorder consumer = subscribe("/queue/a");
        for (int i = 0; i < 5; i++) {
            send("/queue/a", "message " + i);
        }
        List<Message> messages = consumer.takeMessages();
        broker.ack(consumer, messages.get(1));
        broker.nack(consumer, messages.get(0));
        broker.nack(consumer, messages.get(3));
        consumer.takeMessages();
        broker.unsubscribe(consumer);
        send("/queue/a", "fresh");
        List<Message> left = subscribe("/queue/a").takeMessages();
        assertThat(left.stream().map(SubscriberRecorder::text))
                .containsExactly("message 0", "message 2", "message 3", "message 4", "fresh");
        assertThat(left.stream().map(message -> message.id()).limit(4))
                .containsExactly(
                        messages.get(0).id(),
                        messages.get(2).id(),
                        messages.get(3).id(),
                        messages.get(4).id());
    }

    @Test
    void onlyWhatWasDeliveredBeforeIsMarked() {
        SubscriberRecorder consumer = subscribe("/queue/a");
        send("/queue/a", "left behind");
        Message first = consumer.nextMessage();
        broker.unsubscribe(consumer);
        send("/queue/a", "fresh");
        SubscriberRecorder next = subscribe("/queue/a");
        assertThat(isMarked(first)).isFalse();
        assertThat(isMarked(next.nextMessage())).isTrue();
        assertThat(isMarked(next.nextMessage())).isFalse();
    }

    @Test
    void aConsumerThatLeavesGivesItsMessagesToTheOthersInTheOldOrder() {
        SubscriberRecorder one = subscribe("/queue/a");
        SubscriberRecorder other = subscribe("/queue/a");
        for (int i = 0; i < 6; i++) {
            send("/queue/a", "message " + i);
        }
        assertThat(other.takeTexts()).containsExactly("message 1", "message 3", "message 5");
        broker.unsubscribe(one);
        assertThat(other.takeTexts()).containsExactly("message 0", "message 2", "message 4");
        assertThat(one.takeTexts()).hasSize(3);
    }

    @Test
    void settlingTwiceOrInTheNameOfAnotherDoesNothing() {
        SubscriberRecorder one = subscribe("/queue/a");
        SubscriberRecorder other = subscribe("/queue/a");
        send("/queue/a", "hello");
        Message message = one.nextMessage();
        broker.nack(other, message);
        broker.ack(new SubscriberRecorder("/queue/a"), message);
        broker.ack(new SubscriberRecorder("/queue/b"), message);
        other.assertNothingMore();
        broker.nack(one, message);
        broker.nack(one, message);
        broker.ack(one, message);
        assertThat(other.takeTexts()).containsExactly("hello");
        broker.unsubscribe(new SubscriberRecorder("/queue/a"));
        broker.unsubscribe(other);
        assertThat(one.takeTexts()).containsExactly("hello");
    }

    @Test
    void aQueueIsGoneWhenNobodyConsumesAndNothingWaits() {
        SubscriberRecorder consumer = subscribe("/queue/a");
        send("/queue/a", "hello");
        broker.unsubscribe(consumer);
        assertThat(broker.isEmpty()).isFalse();
        broker.subscribe(consumer);
        assertThat(consumer.takeTexts()).containsExactly("hello", "hello");
        broker.unsubscribe(consumer);
        SubscriberRecorder next = subscribe("/queue/a");
        broker.ack(next, next.nextMessage());
        assertThat(broker.isEmpty()).isFalse();
        broker.unsubscribe(next);
        assertThat(broker.isEmpty()).isTrue();
    }

    private SubscriberRecorder subscribe(String destination) {
        SubscriberRecorder consumer = new SubscriberRecorder(destination);
        broker.subscribe(consumer);
        return consumer;
    }

    private void send(String destination, String text) {
        broker.send(message(destination, text));
    }

    private static boolean isMarked(Message message) {
        return wire(message).lines().anyMatch(line -> line.equals("redelivered:true"));
    }
}
