package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: UNSUBSCRIBE. */
class UnsubscribeTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    @Test
    void nothingComesAfterUnsubscribe() {
        client.subscribes("0", "/topic/news");
        client.sends("UNSUBSCRIBE\nid:0\n\n^@");
        server.publishes("/topic/news", "late");
        client.readsNothing();
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void whatWasOnItsWayIsNotSentBehindTheReceipt() {
        client.subscribes("0", "/topic/news");
        client.sends("SEND\ndestination:/topic/news\n\nlate^@", "UNSUBSCRIBE\nid:0\nreceipt:gone\n\n^@");
        client.reads("RECEIPT\nreceipt-id:gone\n\n^@");
    }

    @Test
    void otherSubscriptionsGoOn() {
        client.subscribes("0", "/topic/news");
        client.subscribes("1", "/topic/news");
        client.sends("UNSUBSCRIBE\nid:0\n\n^@");
        server.publishes("/topic/news", "hello");
        assertThat(client.readsOne("MESSAGE")).contains("\nsubscription:1\n");
    }

    @Test
    void patternEndsToo() {
        client.subscribes("0", "/topic/**");
        client.sends("UNSUBSCRIBE\nid:0\n\n^@");
        server.publishes("/topic/news", "late");
        client.readsNothing();
        assertThat(server.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void idIsRequiredFrom11On(String version) {
        Conversation newer = server.connected(version);
        newer.subscribes("0", "/topic/news");
        newer.sends("UNSUBSCRIBE\ndestination:/topic/news\n\n^@");
        newer.isRefused("UNSUBSCRIBE needs the header 'id'");
    }

    @Test
    void destinationMayStandForTheIdIn10() {
        Conversation old = server.connected("1.0");
        old.sends("SUBSCRIBE\ndestination:/topic/news\n\n^@");
        old.sends("UNSUBSCRIBE\ndestination: /topic/news\n\n^@");
        server.publishes("/topic/news", "late");
        old.readsNothing();
    }

    @Test
    void destinationMeansTheFirstSubscriptionToItIn10() {
        Conversation old = server.connected("1.0");
        old.subscribes("first", "/topic/news");
        old.subscribes("second", "/topic/news");
        old.sends("UNSUBSCRIBE\ndestination:/topic/news\n\n^@");
        server.publishes("/topic/news", "hello");
        assertThat(old.readsOne("MESSAGE")).contains("\nsubscription:second\n");
    }

    @Test
    void idServesIn10Too() {
        Conversation old = server.connected("1.0");
        old.subscribes("0", "/topic/news");
        old.sends("UNSUBSCRIBE\nid:0\n\n^@");
        server.publishes("/topic/news", "late");
        old.readsNothing();
    }

    @Test
    void needsIdOrDestinationIn10() {
        Conversation old = server.connected("1.0");
        old.sends("UNSUBSCRIBE\n\n^@");
        old.isRefused("UNSUBSCRIBE needs the header 'destination'");
    }

    @Test
    void unknownSubscriptionIsRefused() {
        client.subscribes("0", "/topic/news");
        client.sends("UNSUBSCRIBE\nid:1\n\n^@");
        client.isRefused("UNSUBSCRIBE names the unknown subscription '1'");
    }

    @Test
    void unknownDestinationIsRefusedIn10() {
        Conversation old = server.connected("1.0");
        old.sends("UNSUBSCRIBE\ndestination:/topic/other\n\n^@");
        old.isRefused("UNSUBSCRIBE names the unknown subscription '/topic/other'");
    }

    @Test
    void nobodyEndsTheSubscriptionOfAnother() {
        client.subscribes("0", "/topic/news");
        Conversation other = server.connected("1.2");
        other.sends("UNSUBSCRIBE\nid:0\n\n^@");
        other.isRefused("UNSUBSCRIBE names the unknown subscription '0'");
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
    }

    @Test
    void unacknowledgedMessagesOfAQueueGoToOthers() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        client.readsOne("MESSAGE");
        client.sends("UNSUBSCRIBE\nid:0\n\n^@");
        Conversation other = server.connected("1.2");
        other.subscribes("9", "/queue/jobs");
        assertThat(other.readsOne("MESSAGE"))
                .contains("\nmessage-id:<m1>\n")
                .contains("\nredelivered:true\n")
                .endsWith("\n\njob^@");
    }

    @Test
    void messagesOfAnEndedSubscriptionCannotBeAcknowledged() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        assertThat(client.readsOne("MESSAGE")).contains("\nack:1\n");
        client.sends("UNSUBSCRIBE\nid:0\n\n^@");
        client.sends("ACK\nid:1\n\n^@");
        client.isRefused("ACK names no message that waits for it, '1'");
    }
}
