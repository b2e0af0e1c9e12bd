package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: SUBSCRIBE, SUBSCRIBE id Header, SUBSCRIBE ack Header. */
class SubscribeTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    @Test
    void messagesOfTheDestinationComeFromThenOn() {
        server.publishes("/topic/news", "before");
        client.sends("""
                SUBSCRIBE
                id:0
                destination:/topic/news

                ^@""");
        server.publishes("/topic/news", "after");
        client.reads("""
                MESSAGE
                subscription:0
                destination:/topic/news
                message-id:<m1>
                content-type:text/plain;charset=utf-8
                content-length:5

                after^@""");
    }

    @Test
    void messagesOfOtherDestinationsDoNot() {
        client.subscribes("0", "/topic/news");
        server.publishes("/topic/news/local", "other");
        server.publishes("/topic/new", "other");
        client.readsNothing();
    }

    @Test
    void subscribeNeedsADestination() {
        client.sends("SUBSCRIBE\nid:0\n\n^@");
        client.isRefused("SUBSCRIBE needs the header 'destination'");
    }

    @Test
    void selectorIsNoHeaderOfOurs() {
        client.sends("SUBSCRIBE\nid:0\ndestination:/topic/news\nselector:price > 100\n\n^@");
        server.publishes("/topic/news", "cheap");
        client.readsOne("MESSAGE");
    }

    // ---- id ----

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void idIsRequiredFrom11On(String version) {
        Conversation newer = server.connected(version);
        newer.sends("SUBSCRIBE\ndestination:/topic/news\n\n^@");
        newer.isRefused("SUBSCRIBE needs the header 'id'");
    }

    @Test
    void idMayBeMissingIn10() {
        Conversation old = server.connected("1.0");
        old.sends("SUBSCRIBE\ndestination: /topic/news\n\n^@");
        server.publishes("/topic/news", "hello");
        old.reads("""
                MESSAGE
                destination:/topic/news
                message-id:<m1>
                content-type:text/plain;charset=utf-8
                content-length:5

                hello^@""");
    }

    @Test
    void idOf10ComesBackWithItsMessages() {
        Conversation old = server.connected("1.0");
        old.subscribes("mine", "/topic/news");
        server.publishes("/topic/news", "hello");
        assertThat(old.readsOne("MESSAGE")).contains("\nsubscription:mine\n");
    }

    @Test
    void bodyOf10IsIgnored() {
        Conversation old = server.connected("1.0");
        old.sends("SUBSCRIBE\ndestination:/topic/news\n\nignored^@");
        server.publishes("/topic/news", "hello");
        old.readsOne("MESSAGE");
    }

    @Test
    void idThatIsInUseIsRefused() {
        client.subscribes("0", "/topic/a");
        client.subscribes("0", "/topic/b");
        client.isRefused("a subscription with the id '0' exists already");
    }

    @Test
    void destinationMayStandForOneIdOnlyIn10() {
        Conversation old = server.connected("1.0");
        old.sends("SUBSCRIBE\ndestination:/topic/a\n\n^@");
        old.sends("SUBSCRIBE\ndestination:/topic/a\n\n^@");
        old.isRefused("a subscription with the id '/topic/a' exists already");
    }

    @Test
    void idMayBeUsedAgainAfterItsUnsubscribe() {
        client.subscribes("0", "/topic/a");
        client.sends("UNSUBSCRIBE\nid:0\n\n^@");
        client.subscribes("0", "/topic/b");
        server.publishes("/topic/a", "a");
        server.publishes("/topic/b", "b");
        assertThat(client.readsOne("MESSAGE")).contains("\ndestination:/topic/b\n");
    }

    @Test
    void idsOfDifferentClientsHaveNothingToDoWithEachOther() {
        Conversation other = server.connected("1.2");
        client.subscribes("0", "/topic/a");
        other.subscribes("0", "/topic/b");
        server.publishes("/topic/a", "a");
        assertThat(client.readsOne("MESSAGE")).contains("\ndestination:/topic/a\n");
        other.readsNothing();
    }

    @Test
    void eachSubscriptionToTheSameDestinationGetsItsMessage() {
        client.subscribes("0", "/topic/a");
        client.subscribes("1", "/topic/a");
        server.publishes("/topic/a", "a");
        assertThat(client.read()).containsSubsequence("\nsubscription:0\n", "\nsubscription:1\n");
    }

    @Test
    void idComesBackWithItsEscapes() {
        client.sends("SUBSCRIBE\nid:a\\cb\\\\\\n\ndestination:/topic/a\n\n^@");
        server.publishes("/topic/a", "a");
        assertThat(client.readsOne("MESSAGE")).contains("\nsubscription:a\\cb\\\\\\n\n");
    }

    // ---- ack ----

    @ParameterizedTest
    @CsvSource({
        "1.0,auto",
        "1.0,client",
        "1.1,auto",
        "1.1,client",
        "1.1,client-individual",
        "1.2,auto",
        "1.2,client",
        "1.2,client-individual"
    })
    void ackModesOfTheVersionAreKnown(String version, String ack) {
        Conversation some = server.connected(version);
        some.subscribes("0", "/topic/a", ack);
        server.publishes("/topic/a", "a");
        some.readsOne("MESSAGE");
    }

    @ParameterizedTest
    @CsvSource({"1.0,client-individual", "1.1,Client", "1.2,AUTO", "1.2,''", "1.2,none"})
    void otherAckModesAreRefused(String version, String ack) {
        Conversation some = server.connected(version);
        some.subscribes("0", "/topic/a", ack);
        some.isRefused("the header 'ack' must be auto, client or client-individual, not '" + ack + "'");
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void ackIsAutoUnlessSaidOtherwise() {
        client.sends("SUBSCRIBE\nid:0\ndestination:/queue/a\n\n^@");
        server.publishes("/queue/a", "job");
        assertThat(client.readsOne("MESSAGE")).doesNotContain("\nack:");
        client.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    // ---- destinations ----

    @ParameterizedTest
    @CsvSource({
        "/topic/*/price, /topic/gold/price",
        "/topic/**,      /topic/gold/price",
        "/topic/**,      /topic/gold",
        "/topic/gold/**, /topic/gold",
        "/topic/**/price,/topic/metal/gold/price"
    })
    void wildcardsStandForSegmentsOfTopics(String pattern, String destination) {
        client.subscribes("0", pattern);
        server.publishes(destination, "1");
        assertThat(client.readsOne("MESSAGE")).contains("\nsubscription:0\ndestination:" + destination + "\n");
    }

    @ParameterizedTest
    @CsvSource({"/topic/*,/topic/gold/price", "/topic/g*,/topic/gold", "/topic/*/price,/topic/gold/prices"})
    void wildcardsStandForWholeSegmentsOnly(String pattern, String destination) {
        client.subscribes("0", pattern);
        server.publishes(destination, "1");
        client.readsNothing();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /queue/*  | the destination '/queue/*' has a wildcard, which only topics may have
            /jms/a    | the destination '/jms/a' begins with none of the prefixes /topic/, /queue/, /user/
            /topic/   | the destination '/topic/' begins with none of the prefixes /topic/, /queue/, /user/
            """)
    void destinationThatCannotBeSubscribedToIsRefused(String destination, String sentence) {
        client.subscribes("0", destination);
        client.isRefused(sentence);
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void tooManySubscriptionsAreRefused() {
        server.settings(settings -> settings.subscriptions = 2);
        Conversation greedy = server.connected("1.2");
        greedy.subscribes("0", "/topic/a");
        greedy.subscribes("1", "/topic/a");
        greedy.isOpen();
        greedy.subscribes("2", "/topic/a");
        greedy.isRefused("the session has the 2 subscriptions allowed (limit subscriptions)");
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void endedSubscriptionMakesRoomForAnother() {
        server.settings(settings -> settings.subscriptions = 1);
        Conversation modest = server.connected("1.2");
        for (int i = 0; i < 10; i++) {
            modest.subscribes("0", "/topic/a");
            modest.sends("UNSUBSCRIBE\nid:0\n\n^@");
        }
        modest.isOpen();
    }
}
