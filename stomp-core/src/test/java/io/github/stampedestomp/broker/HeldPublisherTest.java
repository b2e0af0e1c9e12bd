package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static io.github.stampedestomp.broker.Samples.queuesOf;
import static io.github.stampedestomp.broker.Samples.weight;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A queue that is half full holds back who fills it, until it is a quarter full or nobody consumes any more. */
class HeldPublisherTest {
    private static final long PLENTY = 1L << 30;

    private final PublisherRecorder publisher = new PublisherRecorder();
    private final SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
    private MemoryBroker broker = new MemoryBroker(queuesOf(12, PLENTY));

    @Test
    void aPublisherIsHeldWhileAQueueFillsAndReleasedWhenItDrains() {
        broker.subscribe(consumer);
        send(7); // one of them is delivered at once
        assertThat(publisher.isHeld()).isFalse();
        send(1);
        assertThat(publisher.isHeld()).isTrue();
        ack(3);
        assertThat(publisher.isHeld()).isTrue();
        ack(1);
        assertThat(publisher.isHeld()).isFalse();
    }

    @Test
    void bytesCountAsWellAsMessages() {
        broker = new MemoryBroker(queuesOf(1_000_000, 12 * weight("x")));
        aPublisherIsHeldWhileAQueueFillsAndReleasedWhenItDrains();
    }

    @Test
    void aPublisherIsHeldOnceHoweverMuchItSends() {
        broker.subscribe(consumer);
        send(13); // the recorder tells if it is held twice
        assertThat(publisher.isHeld()).isTrue();
        ack(13);
        assertThat(publisher.isHeld()).isFalse();
        send(8);
        assertThat(publisher.isHeld()).isTrue();
    }

    @Test
    void whoeverFillsTheQueueIsHeld() {
        PublisherRecorder other = new PublisherRecorder();
        broker.subscribe(consumer);
        send(8);
        broker.send(message("/queue/a", "x", other));
        broker.send(message("/queue/a", "x", null));
        assertThat(publisher.isHeld()).isTrue();
        assertThat(other.isHeld()).isTrue();
        ack(5);
        assertThat(publisher.isHeld()).isTrue();
        assertThat(other.isHeld()).isTrue();
        ack(1);
        assertThat(publisher.isHeld()).isFalse();
        assertThat(other.isHeld()).isFalse();
    }

    @Test
    void whoOnlySendsToOtherQueuesIsNot() {
        PublisherRecorder other = new PublisherRecorder();
        broker.subscribe(consumer);
        broker.subscribe(new SubscriberRecorder("/queue/b"));
        send(12);
        broker.send(message("/queue/b", "x", other));
        broker.send(message("/topic/a", "x", other));
        assertThat(other.isHeld()).isFalse();
    }

    @Test
    void nobodyIsHeldForAQueueThatNobodyConsumes() {
        send(12);
        assertThat(publisher.isHeld()).isFalse();
    }

    @Test
    void thePublisherIsReleasedWhenTheLastConsumerLeaves() {
        SubscriberRecorder other = new SubscriberRecorder("/queue/a");
        broker.subscribe(consumer);
        broker.subscribe(other);
        send(12);
        assertThat(publisher.isHeld()).isTrue();
        broker.unsubscribe(other);
        assertThat(publisher.isHeld()).isTrue();
        broker.unsubscribe(consumer);
        assertThat(publisher.isHeld()).isFalse();
    }

    @Test
    void anotherConsumerMayDrainTheQueue() {
        broker.subscribe(consumer);
        send(8);
        for (int i = 0; i < 4; i++) {
            assertThat(publisher.isHeld()).isTrue();
            broker.subscribe(new SubscriberRecorder("/queue/a"));
        }
        assertThat(publisher.isHeld()).isFalse();
    }

    private void send(int messages) {
        for (int i = 0; i < messages; i++) {
            broker.send(message("/queue/a", "x", publisher));
        }
    }

    private void ack(int messages) {
        for (int i = 0; i < messages; i++) {
            broker.ack(consumer, consumer.nextMessage());
        }
    }
}
