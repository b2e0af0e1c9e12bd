package io.github.stampedestomp.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** How much a broker says that it remembers. */
class BrokerStatusTest {
    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @Test
    void anIdleBrokerRemembersNothing() {
        assertThat(broker.status()).isEqualTo(new BrokerStatus(0, 0, 0, 0));
    }

    @Test
    void subscriptionsAndTheirDestinationsAreCounted() {
        SubscriberRecorder first = new SubscriberRecorder("/topic/a");
        broker.subscribe(first);
        broker.subscribe(new SubscriberRecorder("/topic/a"));
        broker.subscribe(new SubscriberRecorder("/topic/*"));
        broker.subscribe(new SubscriberRecorder("/queue/a"));
        broker.unsubscribe(first);
        assertThat(broker.status()).isEqualTo(new BrokerStatus(3, 3, 0, 0));
    }

    @Test
    void messagesAreCountedWhileTheyWaitAndTheirBytesUntilTheyAreAcked() {
        Message message = Message.of("/queue/a", "hello");
        broker.send(message);
        broker.send(Message.of("/queue/a", "hello"));
        assertThat(broker.status()).isEqualTo(new BrokerStatus(1, 0, 2, 2L * message.weight()));
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        broker.subscribe(consumer);
        assertThat(broker.status()).isEqualTo(new BrokerStatus(1, 1, 0, 2L * message.weight()));
        consumer.takeMessages().forEach(each -> broker.ack(consumer, each));
        assertThat(broker.status()).isEqualTo(new BrokerStatus(1, 1, 0, 0));
    }

    @Test
    void aBrokerThatKeepsNoCountsIsCountedByItsDestinations() {
        List<DestinationStatus> destinations =
                List.of(new DestinationStatus("/topic/a", 2, 0), new DestinationStatus("/queue/a", 1, 5));
        assertThat(new ListedBroker(destinations).status()).isEqualTo(new BrokerStatus(2, 3, 5, 0));
    }

    /** A broker that knows what it was told and no more. */
    private record ListedBroker(List<DestinationStatus> destinations) implements Broker {
        @Override
        public CompletionStage<Void> sendAll(List<Message> messages) {
            return CONFIRMED;
        }

        @Override
        public CompletionStage<Void> subscribe(Subscriber subscriber) {
            return CONFIRMED;
        }

        @Override
        public void unsubscribe(Subscriber subscriber) {}

        @Override
        public boolean keepsUntilAcked(Subscriber subscriber) {
            return false;
        }

        @Override
        public void ack(Subscriber subscriber, Message message) {}

        @Override
        public void nack(Subscriber subscriber, Message message) {}
    }
}
