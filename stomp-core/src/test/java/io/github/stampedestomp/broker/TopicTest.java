package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicTest {
    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @Test
    void eachSubscriberGetsEachMessageOnceInTheirOrder() {
        List<SubscriberRecorder> subscribers =
                List.of(subscribe("/topic/a"), subscribe("/topic/a"), subscribe("/topic/*"), subscribe("/topic/**"));
        broker.send(message("/topic/a", "one"));
        broker.send(message("/topic/a", "two"));
        for (SubscriberRecorder subscriber : subscribers) {
            assertThat(subscriber.takeTexts()).as(subscriber.destination()).containsExactly("one", "two");
        }
    }

    @Test
    void subscribersShareTheMessage() {
        SubscriberRecorder one = subscribe("/topic/a");
        SubscriberRecorder other = subscribe("/topic/*");
        Message message = message("/topic/a", "hello");
        broker.send(message);
        assertThat(one.nextMessage()).isSameAs(message).isSameAs(other.nextMessage());
    }

    @Test
    void subscribersOfOtherTopicsGetNothing() {
        SubscriberRecorder other = subscribe("/topic/b");
        SubscriberRecorder below = subscribe("/topic/a/b");
        SubscriberRecorder queue = subscribe("/queue/a");
        broker.send(message("/topic/a", "hello"));
        other.assertNothingMore();
        below.assertNothingMore();
        queue.assertNothingMore();
    }

    @Test
    void aTopicKeepsNothingForThoseWhoComeLater() {
        broker.send(message("/topic/a", "too early"));
        assertThat(broker.isEmpty()).isTrue();
        SubscriberRecorder subscriber = subscribe("/topic/a");
        broker.send(message("/topic/a", "in time"));
        assertThat(subscriber.takeTexts()).containsExactly("in time");
    }

    @Test
    void whoComesLaterGetsWhatIsSentFromThenOn() {
        for (String subscription : List.of("/topic/a", "/topic/*")) {
            SubscriberRecorder first = subscribe(subscription);
            broker.send(message("/topic/a", "one"));
            SubscriberRecorder second = subscribe(subscription);
            broker.send(message("/topic/a", "two"));
            assertThat(first.takeTexts()).containsExactly("one", "two");
            assertThat(second.takeTexts()).containsExactly("two");
        }
    }

    @Test
    void whoHasLeftGetsNothingMore() {
        SubscriberRecorder one = subscribe("/topic/a");
        SubscriberRecorder other = subscribe("/topic/a");
        SubscriberRecorder pattern = subscribe("/topic/*");
        broker.unsubscribe(one);
        broker.unsubscribe(pattern);
        broker.send(message("/topic/a", "hello"));
        one.assertNothingMore();
        pattern.assertNothingMore();
        assertThat(other.takeTexts()).containsExactly("hello");
    }

    @Test
    void whoWasNeverThereMayLeave() {
        subscribe("/topic/a");
        subscribe("/topic/*");
        broker.unsubscribe(new SubscriberRecorder("/topic/a"));
        broker.unsubscribe(new SubscriberRecorder("/topic/b"));
        broker.unsubscribe(new SubscriberRecorder("/topic/*"));
        broker.unsubscribe(new SubscriberRecorder("/topic/*/b"));
        assertThat(broker.isEmpty()).isFalse();
    }

    @Test
    void nothingWaitsForAnAcknowledgement() {
        SubscriberRecorder subscriber = subscribe("/topic/a");
        broker.send(message("/topic/a", "hello"));
        Message message = subscriber.nextMessage();
        assertThat(broker.keepsUntilAcked(subscriber)).isFalse();
        broker.nack(subscriber, message);
        broker.ack(subscriber, message);
        broker.unsubscribe(subscriber);
        subscriber.assertNothingMore();
        assertThat(broker.isEmpty()).isTrue();
    }

    private SubscriberRecorder subscribe(String destination) {
        SubscriberRecorder subscriber = new SubscriberRecorder(destination);
        broker.subscribe(subscriber);
        return subscriber;
    }
}
