package io.github.stampedestomp.broker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** How many destinations and subscriptions a broker remembers. */
class OccupancyTest {
    private static MemoryBroker broker(int destinations, int subscriptions) {
        return new MemoryBroker(new BrokerSettings(
                "/topic/", "/queue/", 255, 10, 1 << 20, 1 << 20, 10, 1 << 20, destinations, subscriptions));
    }

    private static SubscriberRecorder subscribe(MemoryBroker broker, String destination) {
        SubscriberRecorder subscriber = new SubscriberRecorder(destination);
        broker.subscribe(subscriber);
        return subscriber;
    }

    private static void assertFull(MemoryBroker broker, String destination, String sentence) {
        assertThatThrownBy(() -> subscribe(broker, destination)).hasMessage(sentence);
    }

    @Test
    void destinationsOfAllKindsCountTogetherAndOnlyOnce() {
        MemoryBroker broker = broker(3, 100);
        SubscriberRecorder topic = subscribe(broker, "/topic/a");
        subscribe(broker, "/topic/a");
        SubscriberRecorder pattern = subscribe(broker, "/topic/*");
        subscribe(broker, "/topic/*");
        broker.send(Message.of("/queue/a", "waits"));
        String full = "the server has the 3 destinations allowed (limit destinations)";
        assertFull(broker, "/topic/b", full);
        assertFull(broker, "/topic/b/*", full);
        assertFull(broker, "/queue/b", full);
        assertThatThrownBy(() -> broker.send(Message.of("/queue/b", "no room"))).hasMessage(full);
        assertThatCode(() -> subscribe(broker, "/topic/a")).doesNotThrowAnyException();
        broker.unsubscribe(topic);
        assertFull(broker, "/topic/b", full); // others subscribe to it still
        broker.unsubscribe(pattern);
        assertFull(broker, "/topic/b", full);
    }

    @Test
    void aDestinationThatNobodyNeedsMakesRoom() {
        MemoryBroker broker = broker(1, 100);
        for (String destination : new String[] {"/topic/a", "/topic/*", "/queue/a", "/topic/b/**", "/topic/a"}) {
            SubscriberRecorder only = subscribe(broker, destination);
            broker.unsubscribe(only);
            broker.unsubscribe(only); // once more is once too often, and does no harm
        }
        broker.send(Message.of("/queue/b", "waits"));
        assertFull(broker, "/topic/a", "the server has the 1 destinations allowed (limit destinations)");
        SubscriberRecorder consumer = subscribe(broker, "/queue/b");
        broker.ack(consumer, consumer.nextMessage());
        broker.unsubscribe(consumer);
        assertThatCode(() -> subscribe(broker, "/topic/a")).doesNotThrowAnyException();
    }

    @Test
    void subscriptionsToAllKindsCountTogether() {
        MemoryBroker broker = broker(100, 3);
        subscribe(broker, "/topic/a");
        SubscriberRecorder pattern = subscribe(broker, "/topic/*");
        SubscriberRecorder consumer = subscribe(broker, "/queue/a");
        String full = "the server has the 3 subscriptions allowed (limit allSubscriptions)";
        assertFull(broker, "/topic/a", full);
        assertFull(broker, "/topic/*", full);
        assertFull(broker, "/queue/a", full);
        broker.unsubscribe(pattern);
        subscribe(broker, "/queue/b");
        assertFull(broker, "/topic/a", full);
        broker.unsubscribe(consumer);
        assertThatCode(() -> subscribe(broker, "/topic/a")).doesNotThrowAnyException();
    }
}
