package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: NACK. */
class NackTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.1 | message-id:<m1>~subscription:0
            1.2 | id:1
            """)
    void nackOnAQueueGivesTheMessageToAnotherConsumer(String version, String headers) {
        Conversation unwilling = server.connected(version);
        unwilling.subscribes("0", "/queue/jobs", "client-individual");
        Conversation other = server.connected("1.2");
        other.subscribes("9", "/queue/jobs");
        server.publishes("/queue/jobs", "job");
        unwilling.readsOne("MESSAGE");
        unwilling.sends("NACK\n" + headers.replace('~', '\n') + "\n\n^@");
        other.reads("""
                MESSAGE
                subscription:9
                redelivered:true
                destination:/queue/jobs
                message-id:<m1>
                content-type:text/plain;charset=utf-8
                content-length:3

                job^@""");
        unwilling.readsNothing();
    }

    @Test
    void nackComesBackToTheOnlyConsumer() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        assertThat(client.readsOne("MESSAGE")).contains("\nack:1\n");
        client.sends("NACK\nid:1\n\n^@");
        assertThat(client.readsOne("MESSAGE")).contains("\nack:2\nredelivered:true\n");
    }

    @Test
    void nackOfClientCountsForAllMessagesBeforeIt() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        client.read();
        client.sends("NACK\nid:2\n\n^@");
        assertThat(client.read())
                .containsSubsequence("redelivered:true", "\n\nfirst^@", "redelivered:true", "\n\nsecond^@");
    }

    @Test
    void nackOfClientIndividualCountsForOneMessage() {
        client.subscribes("0", "/queue/jobs", "client-individual");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        client.read();
        client.sends("NACK\nid:2\n\n^@");
        assertThat(client.readsOne("MESSAGE")).endsWith("\n\nsecond^@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "client-individual"})
    void nackOnATopicDropsTheMessage(String ack) {
        client.subscribes("0", "/topic/news", ack);
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
        client.sends("NACK\nid:1\nreceipt:r\n\n^@");
        client.readsOne("RECEIPT");
    }

    @ParameterizedTest
    @CsvSource({"1.1, message-id, subscription", "1.2, message-id, id"})
    void nackNeedsTheSameHeaders(String version, String given, String missing) {
        Conversation some = server.connected(version);
        some.sends("NACK\n" + given + ":0\n\n^@");
        some.isRefused("NACK needs the header '" + missing + "'");
    }

    @Test
    void nackIsUnknownIn10() {
        Conversation old = server.connected("1.0");
        old.sends("NACK\nmessage-id:1\n\n^@");
        old.isRefused("STOMP 1.0 has no command NACK");
    }
}
