package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: ACK, SUBSCRIBE ack Header. */
class AckTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    // ---- how a delivery is named ----

    @ParameterizedTest
    @ValueSource(strings = {"client", "client-individual"})
    void messageToBeAcknowledgedBearsAnAckHeader(String ack) {
        client.subscribes("0", "/queue/jobs", ack);
        server.publishes("/queue/jobs", "job");
        client.reads("""
                MESSAGE
                subscription:0
                ack:1
                destination:/queue/jobs
                message-id:<m1>
                content-type:text/plain;charset=utf-8
                content-length:3

                job^@""");
    }

    @ParameterizedTest
    @CsvSource({"1.0,client", "1.1,client", "1.1,client-individual", "1.2,auto"})
    void otherMessagesBearNone(String version, String ack) {
        Conversation some = server.connected(version);
        some.subscribes("0", "/topic/news", ack);
        server.publishes("/topic/news", "hello");
        assertThat(some.readsOne("MESSAGE")).doesNotContain("\nack:");
    }

    @Test
    void eachDeliveryHasAnAckHeaderOfItsOwn() {
        client.subscribes("0", "/topic/news", "client");
        client.subscribes("1", "/topic/news", "client-individual");
        server.publishes("/topic/news", "hello");
        server.publishes("/topic/news", "hello");
        assertThat(client.read()).containsSubsequence("\nack:1\n", "\nack:2\n", "\nack:3\n", "\nack:4\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.0 | message-id:<m1>
            1.1 | message-id:<m1>~subscription:0
            1.1 | subscription:0~message-id:<m1>
            1.2 | id:1
            1.2 | id:1~subscription:0~message-id:other
            """)
    void ackNamesItAsItsVersionWants(String version, String headers) {
        Conversation some = server.connected(version);
        some.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        some.readsOne("MESSAGE");
        some.sends("ACK\n" + headers.replace('~', '\n') + "\n\n^@");
        some.isOpen();
        some.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, id,          message-id",
        "1.1, message-id,  subscription",
        "1.1, subscription,message-id",
        "1.2, message-id,  id"
    })
    void ackNeedsTheHeadersOfItsVersion(String version, String given, String missing) {
        Conversation some = server.connected(version);
        some.subscribes("0", "/topic/news", "client");
        some.sends("ACK\n" + given + ":0\n\n^@");
        some.isRefused("ACK needs the header '" + missing + "'");
    }

    @Test
    void messageIdAloneIsEnoughIn10WithoutSubscriptionIds() {
        Conversation old = server.connected("1.0");
        old.sends("SUBSCRIBE\ndestination:/queue/jobs\nack:client\n\n^@");
        server.publishes("/queue/jobs", "job");
        old.readsOne("MESSAGE");
        old.sends("ACK\nmessage-id: <m1>\n\n^@");
        old.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    // ---- auto ----

    @Test
    void autoMessageCountsAsConsumedOnceItWasSent() {
        client.subscribes("0", "/queue/jobs");
        server.publishes("/queue/jobs", "job");
        client.readsOne("MESSAGE");
        client.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void autoMessageCannotBeAcknowledged() {
        Conversation newer = server.connected("1.1");
        newer.subscribes("0", "/queue/jobs");
        server.publishes("/queue/jobs", "job");
        newer.readsOne("MESSAGE");
        newer.sends("ACK\nsubscription:0\nmessage-id:<m1>\n\n^@");
        assertThat(newer.readsOne("ERROR")).contains("ACK names no message that waits for it");
    }

    // ---- client ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.0 | message-id:<m2>
            1.1 | message-id:<m2>~subscription:0
            1.2 | id:2
            """)
    void ackOfClientCountsForAllMessagesBeforeIt(String version, String headers) {
        Conversation some = server.connected(version);
        some.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        server.publishes("/queue/jobs", "third");
        assertThat(some.read()).containsSubsequence("first", "second", "third");
        some.sends("ACK\n" + headers.replace('~', '\n') + "\n\n^@");
        some.vanishes();
        assertRedelivered("third");
    }

    @Test
    void ackOfClientCountsForItsSubscriptionOnly() {
        client.subscribes("a", "/queue/a", "client");
        client.subscribes("b", "/queue/b", "client");
        server.publishes("/queue/a", "of a");
        server.publishes("/queue/b", "of b");
        assertThat(client.read()).containsSubsequence("ack:1\n", "ack:2\n");
        client.sends("ACK\nid:2\n\n^@");
        client.vanishes();
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/queue/a");
        other.subscribes("1", "/queue/b");
        assertThat(other.readsOne("MESSAGE")).endsWith("\n\nof a^@");
    }

    // ---- client-individual ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.1 | message-id:<m2>~subscription:0
            1.2 | id:2
            """)
    void ackOfClientIndividualCountsForOneMessage(String version, String headers) {
        Conversation some = server.connected(version);
        some.subscribes("0", "/queue/jobs", "client-individual");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        server.publishes("/queue/jobs", "third");
        assertThat(some.read()).containsSubsequence("first", "second", "third");
        some.sends("ACK\n" + headers.replace('~', '\n') + "\n\n^@");
        some.vanishes();
        assertRedelivered("first", "third");
    }

    @Test
    void messagesMayBeAcknowledgedInAnyOrder() {
        client.subscribes("0", "/queue/jobs", "client-individual");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        client.read();
        client.sends("ACK\nid:2\n\n^@");
        client.sends("ACK\nid:1\n\n^@");
        client.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    // ---- messages that wait for no ACK ----

    @Test
    void ackOfAnUnknownMessageIsRefused() {
        client.subscribes("0", "/queue/jobs", "client");
        client.sends("ACK\nid:1\n\n^@");
        client.isRefused("ACK names no message that waits for it, '1'");
    }

    @Test
    void secondAckIsRefused() {
        client.subscribes("0", "/topic/news", "client-individual");
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
        client.sends("ACK\nid:1\n\n^@");
        client.isOpen();
        client.sends("NACK\nid:1\n\n^@");
        client.isRefused("NACK names no message that waits for it, '1'");
    }

    @Test
    void nobodyAcknowledgesForAnother() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        client.readsOne("MESSAGE");
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/queue/jobs", "client");
        other.sends("ACK\nid:1\n\n^@");
        other.isRefused("ACK names no message that waits for it, '1'");
    }

    @Test
    void ackThatNamesAnotherSubscriptionIsRefusedIn11() {
        Conversation newer = server.connected("1.1");
        newer.subscribes("0", "/topic/a", "client");
        newer.subscribes("1", "/topic/b", "client");
        server.publishes("/topic/a", "a");
        newer.readsOne("MESSAGE");
        newer.sends("ACK\nsubscription:1\nmessage-id:<m1>\n\n^@");
        assertThat(newer.readsOne("ERROR")).contains("ACK names no message that waits for it");
    }

    // ---- messages that are never acknowledged ----

    @Test
    void queueKeepsWhatTheConsumerOfAClientSubscriptionHasNotAcknowledged() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        client.read();
        client.vanishes();
        assertRedelivered("first", "second");
    }

    @Test
    void messageOfATopicIsNotKept() {
        client.subscribes("0", "/topic/news", "client");
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
        client.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void queueWaitsForAcksWhenManyAreMissing() {
        server.broker(new MemoryBroker(
                new BrokerSettings("/topic/", "/queue/", 255, 10, 9000, 9000, 2, 9000, 1_000_000, 1_000_000)));
        Conversation slow = server.connected("1.2");
        slow.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        server.publishes("/queue/jobs", "third");
        assertThat(slow.read()).contains("first", "second").doesNotContain("third");
        slow.sends("ACK\nid:1\n\n^@");
        assertThat(slow.readsOne("MESSAGE")).endsWith("\n\nthird^@");
    }

    @Test
    void subscriberOfATopicThatNeverAcknowledgesIsRefusedInTheEnd() {
        server.settings(settings -> settings.unackedMessages = 2);
        Conversation lazy = server.connected("1.2");
        lazy.subscribes("0", "/topic/news", "client");
        server.publishes("/topic/news", "first");
        server.publishes("/topic/news", "second");
        assertThat(lazy.read()).contains("first", "second");
        server.publishes("/topic/news", "third");
        lazy.isRefused(
                "the subscription '0' has left more than the 2 messages allowed unacknowledged (limit unackedMessages)");
    }

    /** Another consumer gets these messages, which bear the mark, and no others. */
    private void assertRedelivered(String... bodies) {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/queue/jobs");
        String[] frames = other.read().split("\\^@", 0);
        assertThat(frames).hasSameSizeAs(bodies).allMatch(frame -> frame.contains("\nredelivered:true\n"));
        for (int i = 0; i < bodies.length; i++) {
            assertThat(frames[i]).endsWith("\n\n" + bodies[i]);
        }
    }
}
