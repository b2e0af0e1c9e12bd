package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a broker tells of its destinations. */
class DestinationStatusTest {
    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @Test
    void emptyBrokerHasNoDestinations() {
        broker.send(message("/topic/a", "nobody hears it"));
        assertThat(broker.destinations()).isEmpty();
    }

    @Test
    void topicsAndPatternsTellTheirSubscribers() {
        subscribe("/topic/a");
        subscribe("/topic/a");
        subscribe("/topic/**");
        subscribe("/topic/*/b");
        subscribe("/topic/*/b");
        subscribe("/user/anna/queue/x");
        broker.send(message("/topic/a", "hello"));
        assertThat(broker.destinations())
                .containsExactlyInAnyOrder(
                        new DestinationStatus("/topic/a", 2, 0),
                        new DestinationStatus("/topic/**", 1, 0),
                        new DestinationStatus("/topic/*/b", 2, 0),
                        new DestinationStatus("/user/anna/queue/x", 1, 0));
    }

    @Test
    void queuesTellTheirConsumersAndWhatWaits() {
        broker.send(message("/queue/a", "1"));
        broker.send(message("/queue/a", "2"));
        subscribe("/queue/b");
        assertThat(broker.destinations())
                .containsExactlyInAnyOrder(
                        new DestinationStatus("/queue/a", 0, 2), new DestinationStatus("/queue/b", 1, 0));
    }

    @Test
    void whatAConsumerHasNotAcknowledgedDoesNotWait() {
        SubscriberRecorder consumer = subscribe("/queue/a");
        broker.send(message("/queue/a", "1"));
        assertThat(broker.destinations()).containsExactly(new DestinationStatus("/queue/a", 1, 0));
        broker.nack(consumer, consumer.nextMessage());
        assertThat(broker.destinations()).containsExactly(new DestinationStatus("/queue/a", 1, 0));
        broker.unsubscribe(consumer);
        assertThat(broker.destinations()).containsExactly(new DestinationStatus("/queue/a", 0, 1));
    }

    @Test
    void destinationsThatNobodyUsesAnyMoreAreGone() {
        for (String destination : new String[] {"/topic/a", "/topic/*", "/topic/a/**/b", "/queue/a"}) {
            broker.unsubscribe(subscribe(destination));
        }
        assertThat(broker.destinations()).isEmpty();
        assertThat(broker.isEmpty()).isTrue();
    }

    private SubscriberRecorder subscribe(String destination) {
        SubscriberRecorder subscriber = new SubscriberRecorder(destination);
        broker.subscribe(subscriber);
        return subscriber;
    }
}
