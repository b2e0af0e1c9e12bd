package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Several threads publish while others come and go. */
class TopicThreadsTest {
    private static final int PUBLISHERS = 3;
    private static final int MESSAGES = 20_000;
    private static final String[] TOPICS = {"/topic/a", "/topic/b", "/topic/a/b"};
    private static final String[] SUBSCRIPTIONS = {"/topic/a", "/topic/b", "/topic/**", "/topic/*", "/topic/**/b"};

    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    private final AtomicInteger publishing = new AtomicInteger(PUBLISHERS);

    @Test
    void whoStaysGetsAllMessagesInTheirOrder() throws Exception {
        List<SubscriberRecorder> staying = new ArrayList<>();
        for (String subscription : SUBSCRIPTIONS) {
            staying.add(subscribe(subscription));
        }
        publishWhile(this::comeAndGo);
        for (SubscriberRecorder subscriber : staying) {
            int topics = topicsOf(subscriber);
            assertThat(countInOrder(subscriber)).as(subscriber.destination()).isEqualTo(PUBLISHERS * MESSAGES * topics);
            broker.unsubscribe(subscriber);
        }
        assertThat(broker.isEmpty()).isTrue();
    }

    @Test
    void whoComesAndGoesMissesNothingInBetween() throws Exception {
        publishWhile(() -> {
            while (publishing.get() > 0) {
                for (String subscription : SUBSCRIPTIONS) {
                    SubscriberRecorder subscriber = subscribe(subscription);
                    broker.unsubscribe(subscriber);
                    countInOrder(subscriber);
                }
            }
        });
        assertThat(broker.isEmpty()).isTrue();
    }

    @Test
    void nothingIsMissedThatIsSentAfterASubscriptionHasBegunAndBeforeItEnds() throws Exception {
        List<Threads.Task> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(() -> {
                for (int round = 0; round < 3_000; round++) {
                    SubscriberRecorder subscriber = subscribe(SUBSCRIPTIONS[round % SUBSCRIPTIONS.length]);
                    Message own = message(round % SUBSCRIPTIONS.length == 1 ? "/topic/b" : "/topic/a", "own");
                    Message ownBelow = message("/topic/a/b", "own");
                    broker.send(own);
                    broker.send(ownBelow);
                    broker.unsubscribe(subscriber);
                    assertThat(subscriber.takeMessages()).containsAnyOf(own, ownBelow);
                }
            });
        }
        Threads.runAll(tasks);
        assertThat(broker.isEmpty()).isTrue();
    }

    private void publishWhile(Threads.Task task) throws Exception {
        List<Threads.Task> tasks = new ArrayList<>();
        tasks.add(task);
        for (int i = 0; i < PUBLISHERS; i++) {
            String name = "publisher " + i;
            tasks.add(() -> publish(name));
        }
        Threads.runAll(tasks);
    }

    private void publish(String name) {
        for (int i = 0; i < MESSAGES; i++) {
            for (String topic : TOPICS) {
                broker.send(message(topic, name + " to " + topic + "#" + i));
            }
        }
        publishing.decrementAndGet();
    }

    private void comeAndGo() {
        while (publishing.get() > 0) {
            for (String subscription : SUBSCRIPTIONS) {
                broker.unsubscribe(subscribe(subscription));
            }
        }
    }

    private SubscriberRecorder subscribe(String destination) {
        SubscriberRecorder subscriber = new SubscriberRecorder(destination);
        broker.subscribe(subscriber);
        return subscriber;
    }

    private static int topicsOf(SubscriberRecorder subscriber) {
        return switch (subscriber.destination()) {
            case "/topic/**" -> 3;
            case "/topic/*", "/topic/**/b" -> 2;
            default -> 1;
        };
    }

    /** {@return how many messages have come; fails if one of a publisher to a topic is out of order or missing} */
    private static int countInOrder(SubscriberRecorder subscriber) {
        Map<String, Integer> lastBySource = new HashMap<>();
        List<String> texts = subscriber.takeTexts();
        for (String text : texts) {
            int hash = text.indexOf('#');
            int number = Integer.parseInt(text.substring(hash + 1));
            Integer last = lastBySource.put(text.substring(0, hash), number);
            if (last != null && number != last + 1) {
                throw new AssertionError(text + " came after number " + last + " at " + subscriber.destination());
            }
        }
        return texts.size();
    }
}
