package io.github.stampedestomp.session;

import static io.github.stampedestomp.session.NumberedMessages.PADDING;
import static io.github.stampedestomp.session.NumberedMessages.messages;
import static io.github.stampedestomp.session.NumberedMessages.numbers;
import static io.github.stampedestomp.session.NumberedMessages.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to a client that receives more slowly than others send. */
class SlowSubscriberTest {
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

    @Test
    void subscriberThatLagsHoldsNobodyBack() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 11));
        server.passes(Duration.ofMillis(499));
        assertThat(publisher.isHeld()).isTrue();
        server.passes(Duration.ofMillis(1));
        assertThat(publisher.isHeld()).isFalse();
        publisher.sends(messages(11, 20));
        assertThat(publisher.isHeld()).isFalse();
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(20));
    }

    @Test
    void subscriberThatHasCaughtUpHoldsAgain() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 11));
        server.passes(Duration.ofMillis(600));
        subscriber.readsOn();
        server.passes(Duration.ofMillis(600));
        subscriber.stopsReading();
        publisher.sends(messages(11, 22));
        assertThat(publisher.isHeld()).isTrue();
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(22));
    }

    @Test
    void subscriberThatKeepsMovingDoesNotLag() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 11));
        for (int i = 0; i < 20; i++) {
            server.passes(Duration.ofMillis(200));
            subscriber.makesRoom(60_000);
            publisher.sends(messages(11 + 5 * i, 16 + 5 * i));
        }
        subscriber.isOpen();
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(111));
    }

    @Test
    void othersGetTheirMessagesMeanwhile() {
        Conversation healthy = server.connected("1.2");
        healthy.subscribes("0", "/topic/news");
        subscriber.stopsReading();
        for (int i = 0; i < 100; i++) {
            publisher.sends(messages(i, i + 1));
            server.passes(Duration.ofMillis(100));
        }
        server.passes(Duration.ofSeconds(1));
        assertThat(numbers(healthy)).isEqualTo(upTo(100));
        subscriber.isClosed(1008);
    }

    @Test
    void subscriberForWhichMoreThanTheLimitWaitsIsCutOff() {
        subscriber.stopsReading();
        for (int i = 0; i < 39; i++) {
            server.publishes("/topic/news", PADDING);
        }
        server.passes(Duration.ofSeconds(1));
        subscriber.isOpen();
        server.publishes("/topic/news", PADDING);
        subscriber.isClosed(1008, "more than the 400000 bytes allowed wait for the client (limit sendBufferBytes)");
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void subscriberThatTakesNothingIsCutOffAfterAWhile() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 8));
        server.passes(Duration.ofMillis(9_900));
        subscriber.isOpen();
        server.passes(Duration.ofMillis(350));
        subscriber.isClosed(1008, "the client has taken nothing for 10 s (limit sendTimeout)");
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void subscriberThatTakesALittleIsNot() {
        subscriber.stopsReading();
        publisher.sends(messages(0, 8));
        for (int i = 0; i < 10; i++) {
            server.passes(Duration.ofSeconds(9));
            subscriber.makesRoom(1);
        }
        subscriber.isOpen();
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(8));
    }

    @Test
    void timeAllowedIsASetting() {
        server.settings(settings -> settings.sendTimeout = Duration.ofSeconds(2));
        Conversation impatient = server.connected("1.2");
        impatient.subscribes("0", "/topic/news");
        impatient.stopsReading();
        publisher.sends(messages(0, 8));
        server.passes(Duration.ofMillis(2_250));
        impatient.isClosed(1008, "the client has taken nothing for 2 s (limit sendTimeout)");
        assertThat(numbers(subscriber)).isEqualTo(upTo(8));
    }

    @Test
    void queueGivesWhatWaitedForAClientThatWasCutOffToOthers() {
        subscriber.subscribes("q", "/queue/jobs", "client");
        subscriber.stopsReading();
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        for (int i = 0; i < 40; i++) {
            server.publishes("/topic/news", PADDING);
        }
        subscriber.isOpen();
        server.passes(Duration.ofSeconds(1));
        subscriber.isClosed(1008);
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/queue/jobs");
        assertThat(other.read())
                .containsSubsequence("redelivered:true", "\n\nfirst^@", "redelivered:true", "\n\nsecond^@");
    }

    @Test
    void messageLongerThanTheLimitGoesToASubscriberForWhichNothingWaits() {
        server.settings(settings -> settings.sendBufferBytes = 1000);
        Conversation narrow = server.connected("1.2");
        narrow.subscribes("0", "/topic/news");
        publisher.sends(messages(0, 1));
        assertThat(numbers(narrow)).isEqualTo(upTo(1));
        numbers(subscriber);
    }

    @Test
    void receiptsThatNobodyReadsCountToo() {
        publisher.stopsReading();
        String frame = "SEND\ndestination:/topic/other\nreceipt:" + "r".repeat(100) + "\n\n^@";
        for (int i = 0; i < 500; i++) {
            publisher.sends(frame.repeat(20));
        }
        publisher.isClosed(1008, "more than the 400000 bytes allowed wait for the client (limit sendBufferBytes)");
        publisher.readsOn();
        assertThat(publisher.read()).hasSizeBetween(LIMIT, LIMIT + 70_000);
    }
}
