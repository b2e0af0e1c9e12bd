package io.github.stampedestomp.session;

import static io.github.stampedestomp.session.NumberedMessages.PADDING;
import static io.github.stampedestomp.session.NumberedMessages.messages;
import static io.github.stampedestomp.session.NumberedMessages.numbers;
import static io.github.stampedestomp.session.NumberedMessages.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.user.User;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a client that reads more slowly than others send, where messages may be dropped instead of ending it. */
class SlowReaderTest {
    private static final int LIMIT = 400_000;
    /** How many messages of {@link NumberedMessages} fill what may wait in the connection. */
    private static final int READY = 7;

    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(StompSession.class).andOfInfo();

    private final Map<SlowReader, Integer> dropped = new EnumMap<>(SlowReader.class);
    private SlowReaders readers = SlowReaders.DEFAULT;
    private Conversation publisher;

    @BeforeEach
    void droppedMessagesAreCounted() {
        server.observer(new SessionObserver() {
            @Override
            public void dropped(SlowReader policy, int messages) {
                dropped.merge(policy, messages, Integer::sum);
            }
        });
    }

    // ---- what is dropped ----

    @Test
    void dropOldestKeepsTheNewestThatTheLimitHolds() {
        Conversation subscriber = stopped(SlowReader.DROP_OLDEST);
        publisher.sends(messages(10, 200));
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(both(0, READY, 168, 200));
    }

    @Test
    void dropNewestKeepsTheOldestThatTheLimitHolds() {
        Conversation subscriber = stopped(SlowReader.DROP_NEWEST);
        publisher.sends(messages(10, 200));
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(39));
    }

    @Test
    void conflateKeepsTheLast() {
        Conversation subscriber = stopped(SlowReader.CONFLATE);
        publisher.sends(messages(10, 200));
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(both(0, READY, 199, 200));
    }

    @Test
    void conflateKeepsTheLastOfEachDestinationOfAWildcard() {
        Conversation subscriber = conflated("/topic/news/*");
        for (int i = 0; i < 100; i++) {
            server.publishes("/topic/news/" + i % 3, "[" + i + "]");
        }
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(List.of(99, 97, 98));
    }

    @Test
    void conflateKeepsTheLastOfEachSubscription() {
        Conversation subscriber = conflated("/topic/news/a", "/topic/news/*");
        for (int i = 0; i < 10; i++) {
            server.publishes("/topic/news/a", "[" + i + "]");
        }
        subscriber.readsOn();
        String read = subscriber.read();
        assertThat(read).contains("subscription:0\n", "subscription:1\n").containsPattern("(?s)\\[9].*\\[9]");
        assertThat(read).doesNotContain("[8]");
    }

    @Test
    void ownDestinationIsOneThoughTheBrokerKnowsItByTwoNames() {
        server.authenticator(login -> User.named("anna"));
        server.rules(rules -> rules.send("/user/**").allow().subscribe("/**").allow());
        Conversation subscriber = conflated("/user/queue/positions");
        for (int i = 0; i < 10; i++) {
            String name = i % 2 == 0 ? "anna" : "~" + subscriber.id();
            publisher.publishes("/user/" + name + "/queue/positions", "[" + i + "]");
        }
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(List.of(9));
    }

    /** {@return a subscriber to destinations that may be conflated, which reads nothing and is known to lag} */
    private Conversation conflated(String... destinations) {
        policy("/**", SlowReader.CONFLATE);
        publisher = server.connected("1.2");
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("full", "/topic/full");
        for (int i = 0; i < destinations.length; i++) {
            subscriber.subscribes("" + i, destinations[i]);
        }
        subscriber.stopsReading();
        for (int i = 0; i < READY; i++) {
            server.publishes("/topic/full", PADDING);
        }
        server.passes(Duration.ofMillis(500));
        return subscriber;
    }

    // ---- what is kept ----

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
    void clientThatKeepsUpGetsEverything(SlowReader policy) {
        policy("/topic/**", policy);
        publisher = server.connected("1.2");
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        publisher.sends(messages(0, 200));
        assertThat(numbers(subscriber)).isEqualTo(upTo(200));
        assertThat(dropped).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
    void clientThatHasCaughtUpGetsEverythingAgain(SlowReader policy) {
        Conversation subscriber = stopped(policy);
        publisher.sends(messages(10, 200));
        subscriber.readsOn();
        numbers(subscriber);
        server.passes(Duration.ofSeconds(1));
        int before = sum();
        subscriber.stopsReading();
        publisher.sends(messages(200, 220));
        subscriber.readsOn();
        assertThat(numbers(subscriber))
                .isEqualTo(IntStream.range(200, 220).boxed().toList());
        assertThat(sum()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSE")
    void clientThatTakesNothingIsKeptAsLongAsItIsAlive(SlowReader policy) {
        policy("/topic/news", policy);
        publisher = server.connected("1.2");
        Conversation subscriber = server.connected("1.2", "10000,10000");
        subscriber.subscribes("0", "/topic/news");
        subscriber.stopsReading();
        for (int i = 0; i < 30; i++) {
            publisher.sends(messages(20 * i, 20 * i + 20));
            server.passes(Duration.ofSeconds(10));
            subscriber.sends("\n");
        }
        subscriber.isOpen();
        server.passes(Duration.ofSeconds(22));
        subscriber.isClosed(1002);
        subscriber.readsOn();
        assertThat(numbers(subscriber)).startsWith(0, 1, 2);
    }

    @Test
    void whatMayNotBeDroppedTakesTheRoomOfWhatMay() {
        policy("/topic/news", SlowReader.DROP_NEWEST);
        publisher = server.connected("1.2");
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        subscriber.subscribes("1", "/topic/important");
        subscriber.stopsReading();
        publisher.sends(messages(0, 10));
        server.passes(Duration.ofSeconds(1));
        publisher.sends(messages(10, 100));
        for (int i = 0; i < 10; i++) {
            server.publishes("/topic/important", "[" + (1000 + i) + "]" + PADDING);
        }
        subscriber.readsOn();
        assertThat(numbers(subscriber))
                .startsWith(0, 1)
                .hasSize(39)
                .endsWith(27, 28, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009);
    }

    @Test
    void tooMuchThatMayNotBeDroppedStillCutsOff() {
        policy("/topic/news", SlowReader.DROP_OLDEST);
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        subscriber.subscribes("1", "/topic/important");
        subscriber.stopsReading();
        for (int i = 0; i < 40; i++) {
            server.publishes("/topic/news", PADDING);
            server.publishes("/topic/important", PADDING);
        }
        server.passes(Duration.ofSeconds(1));
        subscriber.isClosed(1008, "more than the 400000 bytes allowed wait for the client (limit sendBufferBytes)");
        subscriber.readsOn();
        subscriber.read();
    }

    @Test
    void orderBetweenSubscriptionsOfDifferentPoliciesHolds() {
        policy("/topic/a", SlowReader.DROP_OLDEST);
        policy("/topic/b", SlowReader.CONFLATE);
        Conversation subscriber = server.connected("1.2");
        List<String> topics = List.of("/topic/a", "/topic/b", "/topic/c");
        topics.forEach(topic -> subscriber.subscribes(topic, topic));
        subscriber.stopsReading();
        for (int i = 0; i < 30; i++) {
            server.publishes(topics.get(i * 7 % 3), "[" + i + "]" + PADDING);
        }
        subscriber.readsOn();
        assertThat(numbers(subscriber)).isEqualTo(upTo(30));
    }

    // ---- whom it is about ----

    @Test
    void firstPatternThatCoversTheWholeSubscriptionDecides() {
        SlowReaders readers = SlowReaders.DEFAULT
                .with(DestinationPattern.of("/topic/price/gold"), SlowReader.DROP_NEWEST)
                .with(DestinationPattern.of("/topic/price/{name}"), SlowReader.CONFLATE)
                .with(DestinationPattern.of("/topic/**"), SlowReader.DROP_OLDEST);
        assertThat(readers.policyOf("/topic/price/gold")).isEqualTo(SlowReader.DROP_NEWEST);
        assertThat(readers.policyOf("/topic/price/tin")).isEqualTo(SlowReader.CONFLATE);
        assertThat(readers.policyOf("/topic/price/*")).isEqualTo(SlowReader.CONFLATE);
        assertThat(readers.policyOf("/topic/*/gold")).isEqualTo(SlowReader.DROP_OLDEST);
        assertThat(readers.policyOf("/user/queue/x")).isEqualTo(SlowReader.CLOSE);
    }

    @Test
    void messagesOfQueuesAreNeverDropped() {
        policy("/**", SlowReader.DROP_OLDEST);
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("q", "/queue/jobs");
        subscriber.stopsReading();
        for (int i = 0; i < 10; i++) {
            server.publishes("/queue/jobs", PADDING);
        }
        server.passes(Duration.ofSeconds(11));
        subscriber.isClosed(1008, "the client has taken nothing for 10 s (limit sendTimeout)");
        subscriber.readsOn();
        subscriber.read();
    }

    @Test
    void whatIsLeftCanBeAcknowledged() {
        Conversation subscriber = stopped(SlowReader.DROP_OLDEST);
        subscriber.subscribes("c", "/topic/acked", "client-individual");
        for (int i = 0; i < 100; i++) {
            server.publishes("/topic/acked", "[" + i + "]" + PADDING);
        }
        subscriber.readsOn();
        String read = subscriber.read();
        assertThat(read).contains("[99]").doesNotContain("[50]");
        List<String> ids = Pattern.compile("\nack:(\\d+)\n")
                .matcher(read)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
        ids.forEach(id -> subscriber.sends("ACK\nid:" + id + "\n\n^@"));
        subscriber.isOpen();
        subscriber.readsNothing();
    }

    // ---- others ----

    @ParameterizedTest
    @EnumSource(names = {"DROP_OLDEST", "DROP_NEWEST"})
    void clientThatIsBehindHoldsNobodyUntilItHasCaughtUp(SlowReader policy) {
        Conversation subscriber = stopped(policy);
        publisher.sends(messages(10, 40));
        assertThat(publisher.isHeld()).isFalse();
        subscriber.makesRoom(100_000);
        server.passes(Duration.ofMillis(250)); // it moves again
        publisher.sends(messages(40, 80));
        assertThat(publisher.isHeld()).isFalse();
        subscriber.readsOn();
        subscriber.read();
    }

    @Test
    void droppedMessagesAreToldInTheLogOnceAtTheStartAndCountedAtTheEnd() {
        Conversation subscriber = stopped(SlowReader.DROP_NEWEST);
        publisher.sends(messages(10, 100));
        server.passes(Duration.ofSeconds(1));
        publisher.sends(messages(100, 200));
        server.passes(Duration.ofSeconds(1));
        assertThat(dropped).isEqualTo(Map.of(SlowReader.DROP_NEWEST, 161));
        subscriber.vanishes();
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0))
                .isEqualTo("INFO the client at 192.0.2.7 does not keep up, so that messages for it are dropped");
        assertThat(log.lines().get(1)).endsWith(" bytes sent, 161 messages dropped");
    }

    // ---- fixtures ----

    /** {@return a subscriber to what {@link NumberedMessages} are sent to, which reads nothing and is known to lag} */
    private Conversation stopped(SlowReader policy) {
        policy("/topic/**", policy);
        publisher = server.connected("1.2");
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        subscriber.stopsReading();
        publisher.sends(messages(0, 10));
        server.passes(Duration.ofMillis(500));
        return subscriber;
    }

    private void policy(String pattern, SlowReader policy) {
        server.settings(settings -> {
            settings.sendBufferBytes = LIMIT;
            settings.slowReaders = readers.with(DestinationPattern.of(pattern), policy);
            readers = settings.slowReaders;
        });
    }

    private int sum() {
        return dropped.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Integer> both(int from, int to, int andFrom, int andTo) {
        return IntStream.concat(IntStream.range(from, to), IntStream.range(andFrom, andTo))
                .boxed()
                .toList();
    }
}
