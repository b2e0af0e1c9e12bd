package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an outbox keeps of random deliveries, compared with a {@link PlainOutbox}. */
class DroppedMessagesTest {
    private static final int LIMIT = 20_000;
    private static final int LONGEST = 3_000;
    private static final int STEPS = 600;

    private final RecordingConnection connection = new RecordingConnection();
    private final Outbox outbox = new Outbox(connection, LIMIT);
    private int told;

    static Stream<Long> seeds() {
        return new Random().longs(300).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void outboxKeepsWhatAPlainOneKeeps(long seed) {
        Random random = new Random(seed);
        int inConnection = random.nextInt(LIMIT / 2);
        connection.send(ByteBuffer.allocate(inConnection));
        PlainOutbox plain = new PlainOutbox(LIMIT, inConnection);
        List<Subscription> subscriptions = Stream.of(SlowReader.values())
                .skip(random.nextInt(2)) // what must not be dropped ends some trials early
                .flatMap(policy -> Stream.of(subscription("a", policy), subscription("b", policy)))
                .toList();
        int polls = random.nextInt(8);
        for (int step = 0; step < STEPS && !plain.hasOverflowed(); step++) {
            int chance = random.nextInt(40);
            if (chance == 0) {
                lag(plain, random.nextBoolean());
            } else if (chance <= polls) {
                pollSome(plain, random.nextInt(10));
            } else {
                deliver(plain, subscriptions.get(random.nextInt(subscriptions.size())), random);
            }
            assertAlike(plain);
        }
        if (!plain.hasOverflowed()) {
            pollSome(plain, Integer.MAX_VALUE);
            assertThat(outbox.poll()).isNull();
        }
    }

    private void lag(PlainOutbox plain, boolean lags) {
        outbox.lag(lags);
        plain.lag(lags);
    }

    private void pollSome(PlainOutbox plain, int most) {
        for (int i = 0; i < most && !plain.waiting().isEmpty(); i++) {
            PlainOutbox.Entry expected = plain.poll();
            Delivery polled = outbox.poll();
            assertThat(polled).isNotNull();
            assertThat(polled.message()).isSameAs(expected.message());
            assertThat(polled.subscription()).isSameAs(expected.subscription());
        }
        outbox.settle();
        plain.lookWhetherItHasCaughtUp();
    }

    private void deliver(PlainOutbox plain, Subscription subscription, Random random) {
        String destination = "/topic/" + random.nextInt(4);
        Message message = Message.of(destination, Headers.of(), new byte[random.nextInt(LONGEST)]);
        subscription.deliver(message);
        plain.add(new PlainOutbox.Entry(subscription, message));
    }

    private void assertAlike(PlainOutbox plain) {
        assertThat(outbox.hasOverflowed()).isEqualTo(plain.hasOverflowed());
        assertThat(outbox.size()).isEqualTo(plain.waiting().size());
        assertThat(outbox.waitingBytes() + connection.unsentBytes()).isEqualTo(plain.bytes());
        told += outbox.takeDropped().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(told).isEqualTo(plain.dropped());
        if (plain.isLagging() && !plain.hasOverflowed()) {
            assertThat(plain.bytes()).isLessThanOrEqualTo(LIMIT);
        }
    }

    private Subscription subscription(String id, SlowReader policy) {
        Subscription subscription = new Subscription(id, "/topic/*", List.of("/topic/*"), AckMode.AUTO, outbox);
        subscription.slowReader(policy);
        return subscription;
    }
}
