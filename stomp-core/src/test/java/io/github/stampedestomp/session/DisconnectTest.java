package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: DISCONNECT. */
class DisconnectTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void receiptIsSentAndTheConnectionIsClosed(String version) {
        Conversation some = server.connected(version);
        some.sends("DISCONNECT\nreceipt:77\n\n^@");
        some.reads("RECEIPT\nreceipt-id:77\n\n^@");
        some.isClosed(1000, "");
    }

    @Test
    void withoutAReceiptTheConnectionIsClosedAllTheSame() {
        client.sends("DISCONNECT\n\n^@");
        client.readsNothing();
        client.isClosed(1000, "");
    }

    @Test
    void framesBehindItAreNotActedOn() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/news");
        client.sends(
                "DISCONNECT\nreceipt:77\n\n^@",
                "SEND\ndestination:/topic/news\nreceipt:78\n\nlate^@",
                "CONNECT\naccept-version:1.2\n\n^@");
        client.reads("RECEIPT\nreceipt-id:77\n\n^@");
        other.readsNothing();
    }

    @Test
    void bytesBehindItMayBeAnything() {
        client.sends("DISCONNECT\nreceipt:77\n\n^@", "no frame at all\n\n^@");
        client.sends("more of it");
        client.reads("RECEIPT\nreceipt-id:77\n\n^@");
        client.isClosed(1000, "");
    }

    @Test
    void subscriptionsEnd() {
        client.subscribes("0", "/topic/news");
        client.subscribes("1", "/topic/**");
        client.subscribes("2", "/queue/jobs");
        client.sends("DISCONNECT\n\n^@");
        server.publishes("/topic/news", "late");
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void unacknowledgedMessagesOfAQueueGoToOthers() {
        Conversation other = server.connected("1.2");
        client.subscribes("0", "/queue/jobs", "client");
        other.subscribes("0", "/queue/jobs");
        server.publishes("/queue/jobs", "job");
        client.readsOne("MESSAGE");
        client.sends("DISCONNECT\n\n^@");
        assertThat(other.readsOne("MESSAGE")).contains("\nredelivered:true\n").endsWith("\n\njob^@");
    }

    @Test
    void messagesThatStillWaitAreNotSentBehindTheReceipt() {
        client.subscribes("0", "/topic/news");
        client.sends("SEND\ndestination:/topic/news\n\nlate^@", "DISCONNECT\nreceipt:77\n\n^@");
        client.reads("RECEIPT\nreceipt-id:77\n\n^@");
    }

    @Test
    void endIsNeverFollowedByAnother() {
        client.sends("DISCONNECT\n\n^@");
        client.session().stop();
        client.session().closed("gone");
        client.session().onTime();
        client.isClosed(1000, "");
        assertThat(server.toldEvents()).containsExactly("connected in 1.2", "disconnected: DISCONNECT");
    }

    @Test
    void clientsThatComeAndGoLeaveNothingBehind() {
        for (int i = 0; i < 200; i++) {
            Conversation guest = server.connected("1.2");
            guest.subscribes("0", "/topic/" + i);
            guest.subscribes("1", "/queue/" + i);
            guest.sends("DISCONNECT\n\n^@");
        }
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void nothingIsDueAfterTheEnd() {
        client.sends("DISCONNECT\n\n^@");
        assertThat(client.scheduled()).isEqualTo(Long.MAX_VALUE);
    }
}
