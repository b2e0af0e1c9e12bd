package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.allQueuesOf;
import static io.github.stampedestomp.broker.Samples.message;
import static io.github.stampedestomp.broker.Samples.queuesOf;
import static io.github.stampedestomp.broker.Samples.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.frame.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendAllTest {
    private static final long PLENTY = 1L << 30;

    private final SubscriberRecorder topic = new SubscriberRecorder("/topic/a");

    @Test
    void allMessagesAreDeliveredInTheirOrder() {
        MemoryBroker broker = broker(BrokerSettings.DEFAULT);
        broker.sendAll(List.of(
                message("/topic/a", "one"),
                message("/queue/a", "two"),
                message("/topic/a", "three"),
                message("/queue/a", "four"),
                message("/queue/b", "five")));
        assertThat(topic.takeTexts()).containsExactly("one", "three");
        assertThat(Samples.consume(broker, "/queue/a")).containsExactly("two", "four");
        assertThat(Samples.consume(broker, "/queue/b")).containsExactly("five");
    }

    @Test
    void noMessagesMayBeSent() {
        broker(BrokerSettings.DEFAULT).sendAll(List.of());
    }

    @Test
    void ifOneDestinationIsBadNothingIsDelivered() {
        MemoryBroker broker = broker(BrokerSettings.DEFAULT);
        for (String bad : List.of("/elsewhere/a", "/topic/*", "/queue/**", "/queue/\n")) {
            assertRefused(broker, message("/topic/a", "one"), message("/queue/a", "two"), message(bad, "three"));
        }
    }

    @Test
    void ifOneQueueHasNoRoomForAMessageNothingIsDelivered() {
        MemoryBroker broker = broker(queuesOf(2, PLENTY));
        assertRefused(
                broker,
                message("/topic/a", "one"),
                message("/queue/b", "two"),
                message("/queue/a", "three"),
                message("/queue/a", "four"),
                message("/queue/a", "five"));
        broker.sendAll(List.of(message("/queue/a", "one"), message("/queue/b", "two"), message("/queue/a", "three")));
        assertThat(Samples.consume(broker, "/queue/a")).containsExactly("one", "three");
        assertThat(Samples.consume(broker, "/queue/b")).containsExactly("two");
    }

    @Test
    void ifOneQueueHasNoRoomForItsBytesNothingIsDelivered() {
        MemoryBroker broker = broker(queuesOf(100, weight("three") + weight("four")));
        assertRefused(
                broker,
                message("/topic/a", "one"),
                message("/queue/b", "two"),
                message("/queue/a", "three"),
                message("/queue/a", "four"),
                message("/queue/a", "!"));
    }

    @Test
    void ifAllQueuesTogetherHaveNoRoomNothingIsDelivered() {
        MemoryBroker broker = broker(allQueuesOf(weight("two") + weight("three")));
        assertRefused(
                broker,
                message("/topic/a", "one"),
                message("/queue/a", "two"),
                message("/queue/b", "three"),
                message("/queue/c", "!"));
        broker.sendAll(List.of(message("/queue/a", "two"), message("/queue/b", "three")));
        assertThat(Samples.consume(broker, "/queue/a")).containsExactly("two");
        assertThat(Samples.consume(broker, "/queue/b")).containsExactly("three");
    }

    private MemoryBroker broker(BrokerSettings settings) {
        MemoryBroker broker = new MemoryBroker(settings);
        broker.subscribe(topic);
        return broker;
    }

    private void assertRefused(MemoryBroker broker, Message... messages) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> broker.sendAll(List.of(messages)));
        topic.assertNothingMore();
        broker.unsubscribe(topic);
        assertThat(broker.isEmpty()).isTrue();
        broker.subscribe(topic);
    }
}
