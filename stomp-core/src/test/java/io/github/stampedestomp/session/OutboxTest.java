package io.github.stampedestomp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.frame.Headers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for a session: order, wake-ups, bytes and the publishers that are held for it. */
class OutboxTest {
    private static final int LIMIT = 10_000;

    private final RecordingConnection connection = new RecordingConnection();
    private final Outbox outbox = new Outbox(connection, LIMIT);
    private final Subscription subscription =
            new Subscription("0", "/topic/a", List.of("/topic/a"), AckMode.AUTO, outbox);
    private final HoldCounter publisher = new HoldCounter();

    // ---- order and wake-ups ----

    @Test
    void deliveriesComeOutInTheirOrder() {
        Message first = message(1, null);
        Message second = message(1, null);
        subscription.deliver(first);
        subscription.deliver(second);
        assertThat(outbox.poll()).isEqualTo(new Delivery(subscription, first, 1));
        assertThat(outbox.poll()).isEqualTo(new Delivery(subscription, second, 2));
        assertThat(outbox.poll()).isNull();
    }

    @Test
    void turnsThatBeginAnewBelowZeroKeepTheirOrder() {
        Delivery last = new Delivery(subscription, message(1, null), Integer.MAX_VALUE);
        Delivery next = new Delivery(subscription, message(1, null), Integer.MIN_VALUE);
        assertThat(last.isBefore(next)).isTrue();
        assertThat(next.isBefore(last)).isFalse();
    }

    @Test
    void additionBetweenTwoPollsKeepsItsPlace() {
        List<Message> messages =
                IntStream.range(0, 4).mapToObj(i -> message(1, null)).toList();
        subscription.deliver(messages.get(0));
        subscription.deliver(messages.get(1));
        List<@Nullable Message> polled = new ArrayList<>();
        polled.add(poll());
        subscription.deliver(messages.get(2));
        polled.add(poll());
        subscription.deliver(messages.get(3));
        polled.add(poll());
        polled.add(poll());
        assertThat(polled).isEqualTo(messages);
    }

    @Test
    void firstAdditionWakesAndOthersDoNot() {
        subscription.deliver(message(1, null));
        assertThat(connection.takeWoken()).isTrue();
        subscription.deliver(message(1, null));
        assertThat(connection.takeWoken()).isFalse();
    }

    @Test
    void additionWakesAgainAfterAllWasPolled() {
        subscription.deliver(message(1, null));
        assertThat(connection.takeWoken()).isTrue();
        poll();
        subscription.deliver(message(1, null));
        assertThat(connection.takeWoken()).isFalse();
        poll();
        assertThat(poll()).isNull();
        subscription.deliver(message(1, null));
        assertThat(connection.takeWoken()).isTrue();
    }

    @Test
    @Timeout(60)
    void manyThreadsMayAddAtOnce() throws InterruptedException {
        Outbox large = new Outbox(connection, 1L << 40);
        List<Subscription> subscriptions = IntStream.range(0, 4)
                .mapToObj(i -> new Subscription("" + i, "/topic/" + i, List.of("/topic/" + i), AckMode.AUTO, large))
                .toList();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = subscriptions.stream()
                .map(each -> new Thread(() -> {
                    awaitUninterruptibly(start);
                    for (int i = 0; i < 5000; i++) {
                        each.deliver(Message.of("/topic/a", String.valueOf(i)));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        start.countDown();
        int[] next = new int[4];
        for (int polled = 0; polled < 20_000; ) {
            Delivery delivery = large.poll();
            if (delivery == null) {
                Thread.onSpinWait();
                continue;
            }
            polled++;
            int sender = Integer.parseInt(delivery.subscription().name());
            assertThat(new String(delivery.message().body(), UTF_8)).isEqualTo(String.valueOf(next[sender]));
            next[sender]++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(large.poll()).isNull();
    }

    // ---- bytes ----

    @Test
    void moreThanTheLimitOverflowsIfTheClientLags() {
        outbox.lag(true);
        deliver(8, 1000, null);
        assertThat(outbox.hasOverflowed()).isFalse();
        assertThat(connection.takeWoken()).isTrue();
        deliver(1, 1000, null);
        assertThat(outbox.hasOverflowed()).isTrue();
        assertThat(connection.takeWoken()).isTrue();
    }

    @Test
    void clientThatKeepsUpMayBeGivenMuchMoreInOneBurst() {
        deliver(128, 1000, null);
        assertThat(outbox.hasOverflowed()).isFalse();
        deliver(32, 1000, null);
        assertThat(outbox.hasOverflowed()).isTrue();
    }

    @Test
    void burstOverflowsOnceTheClientLags() {
        deliver(9, 1000, null);
        assertThat(outbox.hasOverflowed()).isFalse();
        outbox.lag(true);
        assertThat(outbox.hasOverflowed()).isTrue();
    }

    @Test
    void bytesThatTheConnectionHasNotSentCountToo() {
        outbox.lag(true);
        connection.send(ByteBuffer.allocate(9000));
        deliver(1, 1000, null);
        assertThat(outbox.hasOverflowed()).isTrue();
    }

    @Test
    void polledBytesNoLongerCountOnceTheyAreSettled() {
        for (int i = 0; i < 100; i++) {
            deliver(8, 1000, null);
            drain();
        }
        assertThat(outbox.hasOverflowed()).isFalse();
    }

    @Test
    void oneMessageIsNeverTooLong() {
        deliver(1, 2 * LIMIT, null);
        assertThat(outbox.hasOverflowed()).isFalse();
        assertThat(outbox.poll()).isNotNull();
    }

    @Test
    void nothingIsTakenAfterAnOverflow() {
        outbox.lag(true);
        deliver(10, 1000, null);
        assertThat(outbox.hasOverflowed()).isTrue();
        deliver(1, 1000, publisher);
        assertThat(publisher.holds()).isZero();
        assertThat(IntStream.range(0, 20).filter(i -> poll() != null).count()).isEqualTo(8);
    }

    // ---- publishers ----

    @Test
    void publisherIsHeldOncePastAQuarter() {
        deliver(2, 1000, publisher);
        assertThat(publisher.holds()).isZero();
        deliver(3, 1000, publisher);
        assertThat(publisher.holds()).isEqualTo(1);
    }

    @Test
    void everyPublisherIsHeldForItself() {
        HoldCounter other = new HoldCounter();
        deliver(3, 1000, publisher);
        deliver(1, 1000, other);
        assertThat(publisher.holds()).isEqualTo(1);
        assertThat(other.holds()).isEqualTo(1);
        drain();
        assertThat(publisher.holds()).isZero();
        assertThat(other.holds()).isZero();
    }

    @Test
    void publisherIsReleasedBelowAnEighth() {
        deliver(4, 1000, publisher);
        poll();
        poll();
        outbox.settle();
        assertThat(publisher.holds()).isEqualTo(1);
        poll();
        outbox.settle();
        assertThat(publisher.holds()).isZero();
    }

    @Test
    void bytesInTheConnectionKeepAPublisherHeld() {
        deliver(4, 1000, publisher);
        connection.send(ByteBuffer.allocate(4000));
        drain();
        assertThat(publisher.holds()).isEqualTo(1);
    }

    @Test
    void clientThatLagsHoldsNobody() {
        deliver(4, 1000, publisher);
        outbox.lag(true);
        assertThat(publisher.holds()).isZero();
        deliver(1, 1000, publisher);
        assertThat(publisher.holds()).isZero();
        outbox.lag(false);
        deliver(1, 1000, publisher);
        assertThat(publisher.holds()).isEqualTo(1);
    }

    @Test
    void endReleasesAndForgetsAll() {
        deliver(4, 1000, publisher);
        outbox.close();
        assertThat(publisher.holds()).isZero();
        assertThat(outbox.poll()).isNull();
        connection.takeWoken();
        deliver(4, 1000, publisher);
        assertThat(publisher.holds()).isZero();
        assertThat(outbox.poll()).isNull();
        assertThat(connection.takeWoken()).isFalse();
    }

    private @Nullable Message poll() {
        Delivery delivery = outbox.poll();
        return delivery == null ? null : delivery.message();
    }

    private void drain() {
        while (outbox.poll() != null) {}
        outbox.settle();
    }

    private void deliver(int count, int bytes, @Nullable Publisher by) {
        for (int i = 0; i < count; i++) {
            subscription.deliver(message(bytes, by));
        }
    }

    private static Message message(int bytes, @Nullable Publisher by) {
        return Message.of("/topic/a", Headers.of(), new byte[bytes], by);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
