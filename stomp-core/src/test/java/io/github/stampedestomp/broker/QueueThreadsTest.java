package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static io.github.stampedestomp.broker.SubscriberRecorder.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Several threads send to a queue and consume from it. */
class QueueThreadsTest {
    private static final int PUBLISHERS = 2;
    private static final int MESSAGES = 30_000;
    private static final long PLENTY = 1L << 40;

    private final MemoryBroker broker = new MemoryBroker(
            new BrokerSettings("/topic/", "/queue/", 255, 1_000_000, PLENTY, PLENTY, 50, PLENTY, 1_000_000, 1_000_000));

    @Test
    void theOnlyConsumerGetsAllMessagesInTheOrderOfEachPublisher() throws Exception {
        Queue<String> consumed = new ConcurrentLinkedQueue<>();
        SubscriberRecorder consumer = subscribe();
        run(List.of(() -> {
            while (consumed.size() < PUBLISHERS * MESSAGES) {
                for (Message message : consumer.takeMessages()) {
                    consumed.add(text(message));
                    broker.ack(consumer, message);
                }
            }
        }));
        assertInOrder(consumed);
        broker.unsubscribe(consumer);
        assertThat(broker.isEmpty()).isTrue();
    }

    @Test
    void everyMessageIsConsumedOnceThoughConsumersLeaveAndRefuse() throws Exception {
        Queue<String> consumed = new ConcurrentLinkedQueue<>();
        Set<String> distinct = ConcurrentHashMap.newKeySet();
        Threads.Task restless = () -> {
            int count = 0;
            while (distinct.size() < PUBLISHERS * MESSAGES) {
                SubscriberRecorder consumer = subscribe();
                for (int i = 0; i < 20; i++) {
                    for (Message message : consumer.takeMessages()) {
                        count++;
                        if (count % 7 == 0) {
                            broker.nack(consumer, message);
                        } else if (count % 11 != 0) { // some are left behind
                            consumed.add(text(message));
                            distinct.add(text(message));
                            broker.ack(consumer, message);
                        }
                    }
                }
                broker.unsubscribe(consumer);
            }
        };
        run(List.of(restless, restless));
        assertThat(consumed).hasSize(PUBLISHERS * MESSAGES);
        assertThat(broker.isEmpty()).isTrue();
    }

    /** What others are in the middle of sending must not be taken for a full queue. */
    @Test
    void aQueueThatNeverFillsRefusesNothing() throws Exception {
        MemoryBroker small = new MemoryBroker(
                new BrokerSettings("/topic/", "/queue/", 255, 1, 200, PLENTY, 1_000_000, PLENTY, 1_000_000, 1_000_000));
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        small.subscribe(consumer);
        Threads.Task publisher = () -> {
            for (int i = 0; i < MESSAGES; i++) {
                small.send(message("/queue/a", "x"));
            }
        };
        Threads.runAll(List.of(publisher, publisher, publisher));
        assertThat(consumer.takeMessages()).hasSize(3 * MESSAGES);
    }

    @Test
    void everyHoldIsReleased() throws Exception {
        MemoryBroker small = new MemoryBroker(
                new BrokerSettings("/topic/", "/queue/", 255, 100, PLENTY, PLENTY, 10, PLENTY, 1_000_000, 1_000_000));
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        small.subscribe(consumer);
        List<PublisherRecorder> publishers = new ArrayList<>();
        List<Threads.Task> tasks = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            PublisherRecorder publisher = new PublisherRecorder();
            publishers.add(publisher);
            tasks.add(() -> {
                for (int sent = 0; sent < MESSAGES; sent++) {
                    while (publisher.isHeld()) {
                        Thread.onSpinWait();
                    }
                    small.send(message("/queue/a", "x", publisher));
                }
            });
        }
        tasks.add(() -> {
            int consumed = 0;
            while (consumed < PUBLISHERS * MESSAGES) {
                for (Message message : consumer.takeMessages()) {
                    small.ack(consumer, message);
                    consumed++;
                }
            }
        });
        Threads.runAll(tasks);
        assertThat(publishers).noneMatch(PublisherRecorder::isHeld);
        small.unsubscribe(consumer);
        assertThat(small.isEmpty()).isTrue();
    }

    private void run(List<Threads.Task> consumers) throws Exception {
        List<Threads.Task> tasks = new ArrayList<>(consumers);
        for (int i = 0; i < PUBLISHERS; i++) {
            String name = "publisher " + i;
            tasks.add(() -> {
                for (int number = 0; number < MESSAGES; number++) {
                    broker.send(message("/queue/a", name + "#" + number));
                }
            });
        }
        Threads.runAll(tasks);
    }

    private SubscriberRecorder subscribe() {
        SubscriberRecorder consumer = new SubscriberRecorder("/queue/a");
        broker.subscribe(consumer);
        return consumer;
    }

    private static void assertInOrder(Iterable<String> texts) {
        Map<String, Integer> nextByPublisher = new HashMap<>();
        for (String text : texts) {
            int hash = text.indexOf('#');
            int number = Integer.parseInt(text.substring(hash + 1));
            assertThat(number).isEqualTo(nextByPublisher.merge(text.substring(0, hash), 1, Integer::sum) - 1);
        }
    }
}
