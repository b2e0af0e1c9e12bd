package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.user.User;
import io.github.stampedestomp.user.UserDestinations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a relay does beside what every broker does. */
class RelayTest {
    /** Of a server that falls silent the others know for longer. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final String mine = UUID.randomUUID().toString().substring(0, 8);
    private Node here;
    private Node there;

    @BeforeEach
    void join() {
        here = Node.start(SharedBrokers.artemis());
        there = Node.start(SharedBrokers.artemis());
    }

    @AfterEach
    void part() {
        here.close();
        there.close();
    }

    @Test
    void aServerHasTwoConnectionsAndOneSubscriptionForEachDestinationHoweverManySubscribersThereAre() {
        long own = here.tally().subscriptions();
        for (int i = 0; i < 300; i++) {
            BrokerContract.subscribe(here.broker(), topic("t" + i % 20));
            BrokerContract.subscribe(here.broker(), UserDestinations.of("user" + i + mine, "/queue/x"));
        }
        assertThat(here.tally().connections()).isEqualTo(2);
        assertThat(here.tally().subscriptions() - own).isEqualTo(20);
    }

    @Test
    void aMessageGoesToTheBrokerOnceAndComesBackOnceForEachServer() {
        List<Recorder> subscribers = new ArrayList<>();
        long ownHere = here.tally().subscriptions();
        long ownThere = there.tally().subscriptions();
        for (int i = 0; i < 100; i++) {
            subscribers.add(BrokerContract.subscribe(here.broker(), topic("a")));
            subscribers.add(BrokerContract.subscribe(there.broker(), topic("a")));
        }
        long sent = here.tally().sentMessages();
        assertThat(here.tally().subscriptions() - ownHere).isEqualTo(1);
        assertThat(there.tally().subscriptions() - ownThere).isEqualTo(1);
        BrokerContract.await(BrokerContract.send(here.broker(), topic("a"), "hello"));
        assertThat(here.tally().sentMessages() - sent).isEqualTo(1);
        BrokerContract.await(BrokerContract.send(here.broker(), topic("a"), "the last one"));
        subscribers.forEach(each -> assertThat(each.nextTexts(2)).containsExactly("hello", "the last one"));
        assertThat(here.tally().repeatedMessages()).isZero();
        assertThat(there.tally().repeatedMessages()).isZero();
        assertThat(subscribers).allMatch(Recorder::isEmpty);
    }

    @Test
    void theSubscriptionEndsSomeTimeAfterTheLastSubscriberHasLeft() {
        long own = here.tally().subscriptions();
        Recorder one = BrokerContract.subscribe(here.broker(), topic("a"));
        Recorder other = BrokerContract.subscribe(here.broker(), topic("a"));
        here.broker().unsubscribe(one);
        BrokerContract.await(BrokerContract.send(there.broker(), topic("a"), "for the other"));
        assertThat(other.nextText()).isEqualTo("for the other");
        assertThat(here.tally().subscriptions()).isEqualTo(own + 1);
        here.broker().unsubscribe(other);
        Until.isTrue(() -> here.tally().subscriptions() == own);
        BrokerContract.await(here.broker().subscribe(one));
        BrokerContract.await(BrokerContract.send(there.broker(), topic("a"), "again"));
        assertThat(one.nextText()).isEqualTo("again");
    }

    @Test
    void theSubscriptionOutlivesTheLastSubscriberForAWhile() {
        Samples lingering = Samples.of(SharedBrokers.artemis()).linger(Duration.ofMinutes(5));
        try (Node node = Node.start(lingering.settings())) {
            long own = node.tally().subscriptions();
            Recorder last = BrokerContract.subscribe(node.broker(), topic("a"));
            node.broker().unsubscribe(last);
            BrokerContract.subscribe(node.broker(), topic("b")); // behind the end of the other
            assertThat(node.tally().subscriptions()).isEqualTo(own + 2);
        }
    }

    @Test
    void whatIsLocalStaysHere() {
        long own = here.tally().subscriptions();
        Recorder mineOnly = BrokerContract.subscribe(here.broker(), "/topic/local/a");
        Recorder elsewhere = BrokerContract.subscribe(there.broker(), "/topic/local/a");
        long sent = here.tally().sentMessages();
        assertThat(BrokerContract.send(here.broker(), "/topic/local/a", "hello") == Broker.CONFIRMED)
                .isTrue();
        assertThat(mineOnly.nextText()).isEqualTo("hello");
        assertThat(elsewhere.isEmpty()).isTrue();
        assertThat(here.tally().sentMessages()).isEqualTo(sent);
        assertThat(here.tally().subscriptions()).isEqualTo(own);
    }

    @Test
    void whatIsSaidToASessionOfThisServerNeverLeavesIt() {
        String destination = UserDestinations.ofSession("1" + here.broker().node(), "/queue/x");
        Recorder session = new Recorder(destination);
        assertThat(here.broker().subscribe(session) == Broker.CONFIRMED).isTrue();
        long sent = here.tally().sentMessages();
        Message message = UserDestinations.message(destination, Headers.of(), "hello".getBytes(UTF_8), null);
        assertThat(here.broker().send(message) == Broker.CONFIRMED).isTrue();
        assertThat(session.nextText()).isEqualTo("hello");
        assertThat(here.tally().sentMessages()).isEqualTo(sent);
    }

    // ---- who is online ----

    @Test
    void whoIsOnlineElsewhereIsOnlineHere() {
        SampleSession session =
                new SampleSession("anna " + mine, "1" + there.broker().node());
        there.users().add(session);
        Until.isTrue(() -> here.users().isOnline("anna " + mine));
        assertThat(here.users().session(session.id())).hasValueSatisfying(known -> {
            assertThat(known.user()).contains(User.named("anna " + mine));
            assertThat(known.since().toEpochMilli()).isEqualTo(session.since().toEpochMilli());
            assertThat(known.remoteAddress()).isEqualTo(session.remoteAddress());
            assertThat(known.isHere()).isFalse();
        });
        there.users().remove(session);
        Until.isTrue(() -> !here.users().isOnline("anna " + mine));
    }

    @Test
    void aServerThatComesLaterLearnsWhoIsThere() {
        there.users().add(new SampleSession("anna " + mine, "1" + there.broker().node()));
        there.users().add(new SampleSession(null, "2" + there.broker().node()));
        try (Node late = Node.start(SharedBrokers.artemis())) {
            Until.isTrue(() -> late.users().isOnline("anna " + mine));
            Until.isTrue(() -> late.users().session("2" + there.broker().node()).isPresent());
        }
    }

    @Test
    void whoWasOnlineOnAServerThatStopsIsGoneAtOnce() {
        Node other = Node.start(SharedBrokers.artemis());
        other.users().add(new SampleSession("anna " + mine, "1" + other.broker().node()));
        Until.isTrue(() -> here.users().isOnline("anna " + mine));
        other.close();
        Until.isTrueWithin(AT_ONCE, () -> !here.users().isOnline("anna " + mine));
    }

    @Test
    void aSessionOfAnotherServerCanBeEndedFromHere() {
        SampleSession session =
                new SampleSession("anna " + mine, "1" + there.broker().node());
        there.users().add(session);
        Until.isTrue(() -> here.users().isOnline("anna " + mine));
        here.users().session(session.id()).orElseThrow().close("go, please: 100 %\n");
        Until.isTrue(() -> session.closedBecause().equals("go, please: 100 %\n"));
        here.users().session(session.id()).orElseThrow().unsubscribe("/topic/ä", "no more");
        Until.isTrue(() -> session.unsubscribedFrom().equals("/topic/ä no more"));
    }

    @Test
    void whoSubscribesElsewhereIsPresentHereAndEachServerTellsItsOwn() {
        String room = "/topic/room/" + mine;
        Recorder watcher = BrokerContract.subscribe(here.broker(), room + "/presence");
        there.presence().entered(room, User.named("anna"));
        assertThat(watcher.nextText()).contains("\"count\":1").contains("\"joined\":[\"anna\"]");
        here.presence().entered(room, User.named("ben"));
        assertThat(watcher.nextText()).contains("\"count\":2").contains("\"users\":[\"anna\",\"ben\"]");
        there.presence().left(room, User.named("anna"));
        assertThat(watcher.nextText()).contains("\"count\":1").contains("\"left\":[\"anna\"]");
        assertThat(here.presence().of(room).orElseThrow().users()).containsExactly("ben");
    }

    @Test
    void thousandsOfSessionsAreToldInParts() {
        for (int i = 0; i < 3000; i++) {
            there.users()
                    .add(new SampleSession("user" + i + mine, i + there.broker().node()));
        }
        try (Node late = Node.start(SharedBrokers.artemis())) {
            Until.isTrue(() -> late.users().names().stream()
                            .filter(name -> name.endsWith(mine))
                            .count()
                    == 3000);
        }
    }

    @Test
    void nothingCanBeSentBeforeTheServerIsStartedOrAfterItHasStopped() {
        assertDoesNotRun(new RelayBroker(Samples.of(SharedBrokers.artemis()).settings(), new Tally()));
        here.close();
        assertDoesNotRun(here.broker());
    }

    private void assertDoesNotRun(RelayBroker broker) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> BrokerContract.send(broker, topic("a"), "hello"))
                .withMessage("the server does not run");
    }

    private String topic(String name) {
        return "/topic/" + mine + "/" + name;
    }
}
