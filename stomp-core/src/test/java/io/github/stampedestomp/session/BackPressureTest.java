package io.github.stampedestomp.session;

import static io.github.stampedestomp.session.NumberedMessages.messages;
import static io.github.stampedestomp.session.NumberedMessages.numbers;
import static io.github.stampedestomp.session.NumberedMessages.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a client that sends faster than others receive is held back. */
class BackPressureTest {
    private static final int LIMIT = 400_000;

    @RegisterExtension
    final Conversations server = new Conversations();

    private Conversation publisher;
    private Conversation subscriber;

    @BeforeEach
    void onePublishesAndOneSubscribes() {
        server.settings(settings -> settings.sendBufferBytes = LIMIT);
        publisher = server.connected("1.2");
        subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
    }

    // ---- a fast publisher ----

    @Test
    void publisherIsHeldWhenMoreThanAQuarterOfTheLimitWaitsForASubscriber() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 9));
        assertThat(publisher.isHeld()).isFalse();
        publisher.sends(messages(9, 11));
        assertThat(publisher.isHeld()).isTrue();
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(11));
    }

    @Test
    void publisherGoesOnWhenNoMoreThanAnEighthOfTheLimitWaits() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 11));
        subscriber.makesRoom(50_000);
        assertThat(publisher.isHeld()).isTrue();
        subscriber.makesRoom(20_000);
        assertThat(publisher.isHeld()).isFalse();
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(11));
    }

    @Test
    void framesThatWereReadAlreadyAreCarriedOutLaterInTheirOrder() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 30));
        subscriber.readsOn();
        assertThat(publisher.isHeld()).isFalse();
        assertThat(numbers(subscriber)).isEqualTo(upTo(30));
    }

    @Test
    void framesThatWereNotReadYetFollowThoseThatWere() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 20));
        publisher.sends(messages(20, 25));
        publisher.sends(messages(25, 30));
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(30));
    }

    @Test
    void postponedFrameGetsItsReceiptOnceItIsCarriedOut() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 20));
        publisher.sends("SEND\ndestination:/topic/news\nreceipt:r\n\n[20]^@");
        publisher.readsNothing();
        subscriber.readsOn();
        publisher.readsOne("RECEIPT");
        assertThat(numbers(subscriber)).isEqualTo(upTo(21));
    }

    @Test
    void publisherThatIsHeldStillGetsItsMessages() {
        publisher.subscribes("0", "/topic/other");
        subscriber.stopsReading();
        publisher.sends(messages(0, 11));
        assertThat(publisher.isHeld()).isTrue();
        server.publishes("/topic/other", "hello");
        publisher.readsOne("MESSAGE");
        subscriber.readsOn();
        numbers(subscriber);
    }

    @Test
    void publisherThatIsItsOwnSubscriberIsHeldAndGoesOnToo() {
        publisher.subscribes("0", "/topic/own");
        publisher.stopsReading();
        publisher.sends(Arrays.stream(messages(0, 11))
                .map(frame -> frame.replace("/topic/news", "/topic/own"))
                .toArray(String[]::new));
        assertThat(publisher.isHeld()).isTrue();
        publisher.readsOn();
        assertThat(publisher.isHeld()).isFalse();
        assertThat(numbers(publisher)).isEqualTo(upTo(11));
    }

    @Test
    void otherPublishersAreNotHeld() {
        Conversation other = server.connected("1.2");
        subscriber.stopsReading();
        publisher.sends(messages(0, 11));
        other.publishes("/topic/other", "hello");
        assertThat(other.isHeld()).isFalse();
        subscriber.readsOn();
        numbers(subscriber);
    }

    @Test
    void publisherIsHeldUntilTheLastSubscriberHasDrained() {
        Conversation second = server.connected("1.2");
        second.subscribes("0", "/topic/news");
        subscriber.stopsReading();
        second.stopsReading();
        publisher.sends(messages(0, 11));
        subscriber.readsOn();
        assertThat(publisher.isHeld()).isTrue();
        second.readsOn();
        assertThat(publisher.isHeld()).isFalse();
        numbers(subscriber);
        numbers(second);
    }

    @Test
    void publisherGoesOnWhenTheSubscriberLeaves() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 11));
        assertThat(publisher.isHeld()).isTrue();
        subscriber.vanishes();
        assertThat(publisher.isHeld()).isFalse();
    }

    @Test
    void whatAPublisherHasSentIsCarriedOutThoughItLeavesWhileItIsHeld() {
        subscriber.stopsReading();
        publisher.sends(String.join("", messages(0, 29)), "SEND\ndestination:/topic/news\nreceipt:r\n\n[29]^@");
        assertThat(publisher.isHeld()).isTrue();
        publisher.vanishes();
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(30));
    }

    @Test
    void whatCameBeforeAFaultIsCarriedOutThoughThePublisherIsHeld() {
        subscriber.stopsReading();
        publisher.sends(String.join("", messages(0, 30)), "SEND\nreceipt:r\nno colon\n\n^@");
        publisher.isRefused("the header line 'no colon' has no colon");
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(30));
    }

    // ---- a slow consumer of a queue ----

    @Test
    void publisherIsHeldWhileAQueueFillsUntilItsConsumerAcknowledges() {
        Conversation consumer = consumerOfASmallQueue();
        Conversation eager = server.connected("1.2");
        for (int i = 0; i < 8; i++) {
            eager.publishes("/queue/jobs", "job");
        }
        assertThat(eager.isHeld()).isTrue();
        for (int i = 1; i <= 5; i++) {
            assertThat(consumer.readsOne("MESSAGE")).contains("\nack:" + i + "\n");
            consumer.sends("ACK\nid:" + i + "\n\n^@");
        }
        assertThat(eager.isHeld()).isFalse();
        consumer.readsOne("MESSAGE");
    }

    @Test
    void publisherThatNobodyReleasesGoesOnAfterFiveSeconds() {
        Conversation consumer = consumerOfASmallQueue();
        Conversation eager = server.connected("1.2");
        for (int i = 0; i < 8; i++) {
            eager.publishes("/queue/jobs", "job");
        }
        eager.sends("BEGIN\ntransaction:t\nreceipt:r\n\n^@");
        server.passes(Duration.ofSeconds(5).minusNanos(1));
        eager.readsNothing();
        server.passes(Duration.ofNanos(1));
        eager.readsOne("RECEIPT");
        assertThat(eager.isHeld()).isFalse();
        consumer.readsOne("MESSAGE");
    }

    @Test
    void publisherThatWentOnUnreleasedIsHeldAgainForTheNextReason() {
        Conversation consumer = consumerOfASmallQueue();
        Conversation eager = server.connected("1.2");
        for (int i = 0; i < 7; i++) {
            eager.publishes("/queue/jobs", "job");
        }
        server.passes(Duration.ofSeconds(6));
        assertThat(eager.isHeld()).isFalse();
        consumer.readsOne("MESSAGE");
        consumer.vanishes();
        Conversation slow = server.connected("1.2");
        slow.subscribes("0", "/topic/news");
        slow.stopsReading();
        eager.sends(messages(0, 11));
        assertThat(eager.isHeld()).isTrue();
        slow.readsOn();
        assertThat(numbers(slow)).isEqualTo(upTo(11));
    }

    /** A client that has not acknowledged the only message it may get of a queue with room for ten. */
    private Conversation consumerOfASmallQueue() {
        server.broker(new MemoryBroker(
                new BrokerSettings("/topic/", "/queue/", 255, 10, 9000, 9000, 1, 9000, 1_000_000, 1_000_000)));
        Conversation consumer = server.connected("1.2");
        consumer.subscribes("0", "/queue/jobs", "client");
        return consumer;
    }
}
