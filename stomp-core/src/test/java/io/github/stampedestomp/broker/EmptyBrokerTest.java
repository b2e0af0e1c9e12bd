package io.github.stampedestomp.broker;

import static io.github.stampedestomp.broker.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.codec.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When all have left and all is consumed, nothing is left behind. */
class EmptyBrokerTest {
    private static final String[] DESTINATIONS = {
        "/topic/a",
        "/topic/b",
        "/topic/a/b",
        "/topic/*",
        "/topic/**",
        "/topic/*/b",
        "/topic/a/**",
        "/topic/**/b",
        "/topic/**/a/**",
        "/topic/a/*",
        "/queue/a",
        "/queue/b"
    };
    private static final String[] SENT_TO = {"/topic/a", "/topic/a/b", "/queue/a", "/queue/b"};

    private final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);

    @Test
    void aNewBrokerIsEmpty() {
        assertThat(broker.isEmpty()).isTrue();
    }

    @Test
    void everySubscriptionLeavesNothingBehind() {
        for (String destination : DESTINATIONS) {
            SubscriberRecorder subscriber = new SubscriberRecorder(destination);
            broker.subscribe(subscriber);
            assertThat(broker.isEmpty()).as(destination).isFalse();
            broker.unsubscribe(subscriber);
            assertThat(broker.isEmpty()).as(destination).isTrue();
        }
    }

    @Test
    void neitherDoManyInAnyOrder() {
        long seed = Seed.ofThisRun();
        comeAndGo(new Random(seed), 20_000);
        emptyQueues();
        assertThat(broker.isEmpty()).as("seed %d", seed).isTrue();
    }

    @Test
    void norDoThoseOfSeveralThreads() throws Exception {
        long seed = Seed.ofThisRun();
        List<Threads.Task> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(seed + i);
            tasks.add(() -> comeAndGo(random, 5_000));
        }
        Threads.runAll(tasks);
        emptyQueues();
        assertThat(broker.isEmpty()).as("seed %d", seed).isTrue();
    }

    private void comeAndGo(Random random, int steps) {
        List<SubscriberRecorder> here = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            here.add(subscribe(random));
            broker.send(message(SENT_TO[random.nextInt(SENT_TO.length)], "hello"));
            SubscriberRecorder one = here.get(random.nextInt(here.size()));
            switch (random.nextInt(3)) {
                case 0 -> one.takeMessages().forEach(message -> broker.ack(one, message));
                case 1 -> one.takeMessages().forEach(message -> broker.nack(one, message));
                default -> leave(one, here);
            }
            if (here.size() > 30) {
                leave(here.get(0), here);
            }
        }
        here.forEach(broker::unsubscribe);
    }

    private void leave(SubscriberRecorder one, List<SubscriberRecorder> here) {
        here.remove(one);
        broker.unsubscribe(one);
    }

    private SubscriberRecorder subscribe(Random random) {
        SubscriberRecorder subscriber = new SubscriberRecorder(DESTINATIONS[random.nextInt(DESTINATIONS.length)]);
        broker.subscribe(subscriber);
        return subscriber;
    }

    private void emptyQueues() {
        Samples.consume(broker, "/queue/a");
        Samples.consume(broker, "/queue/b");
    }
}
