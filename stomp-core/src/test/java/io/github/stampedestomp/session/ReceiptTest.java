package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: Header receipt, RECEIPT. */
class ReceiptTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SEND        | destination:/topic/other
            SUBSCRIBE   | id:1~destination:/topic/other
            UNSUBSCRIBE | id:0
            ACK         | id:1
            NACK        | id:1
            BEGIN       | transaction:new
            COMMIT      | transaction:t
            ABORT       | transaction:t
            DISCONNECT  | any:thing
            """)
    void everyFrameThatAsksGetsAReceipt(String command, String headers) {
        client.subscribes("0", "/topic/news", "client");
        client.sends("BEGIN\ntransaction:t\n\n^@");
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
        client.sends(command + "\n" + headers.replace('~', '\n') + "\nreceipt:r-1\n\n^@");
        client.reads("""
                RECEIPT
                receipt-id:r-1

                ^@""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void everyVersionHasReceipts(String version) {
        Conversation some = server.connected(version);
        some.sends("BEGIN\ntransaction:t\nreceipt:r-1\n\n^@");
        some.reads("RECEIPT\nreceipt-id:r-1\n\n^@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void frameWithoutABodyMayTellItsLength(String version) {
        Conversation some = server.connected(version);
        some.sends("BEGIN\ntransaction:t\ncontent-length:0\nreceipt:r-1\n\n^@");
        some.reads("RECEIPT\nreceipt-id:r-1\n\n^@");
    }

    @Test
    void frameThatDoesNotAskGetsNone() {
        client.subscribes("0", "/topic/news");
        client.sends("BEGIN\ntransaction:t\n\n^@", "ABORT\ntransaction:t\n\n^@");
        client.readsNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "STOMP"})
    void connectGetsNone(String command) {
        Conversation newcomer = server.opened();
        newcomer.sends(command + "\naccept-version:1.2\nreceipt:r\n\n^@");
        newcomer.readsOne("CONNECTED");
    }

    @Test
    void refusedFrameGetsNone() {
        client.sends("SEND\nreceipt:r\n\n^@");
        assertThat(client.readsOne("ERROR")).doesNotContain("RECEIPT");
    }

    @Test
    void receiptsComeInTheOrderOfTheirFrames() {
        client.sends(
                "BEGIN\ntransaction:t\nreceipt:1\n\n^@",
                "SEND\ndestination:/topic/news\nreceipt:2\n\n^@",
                "SEND\ndestination:/topic/news\ntransaction:t\nreceipt:3\n\n^@",
                "COMMIT\ntransaction:t\nreceipt:4\n\n^@",
                "DISCONNECT\nreceipt:5\n\n^@");
        client.reads(
                "RECEIPT\nreceipt-id:1\n\n^@",
                "RECEIPT\nreceipt-id:2\n\n^@",
                "RECEIPT\nreceipt-id:3\n\n^@",
                "RECEIPT\nreceipt-id:4\n\n^@",
                "RECEIPT\nreceipt-id:5\n\n^@");
    }

    // ---- after the effect ----

    @Test
    void subscriptionIsAliveOnceItsReceiptIsThere() {
        client.sends("SUBSCRIBE\nid:0\ndestination:/topic/news\nreceipt:r\n\n^@");
        client.readsOne("RECEIPT");
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
    }

    @Test
    void receiptOfASubscriptionComesBeforeItsFirstMessage() {
        server.publishes("/queue/jobs", "waited");
        client.sends("SUBSCRIBE\nid:0\ndestination:/queue/jobs\nreceipt:r\n\n^@");
        assertThat(client.read()).startsWith("RECEIPT\nreceipt-id:r\n\n^@MESSAGE\nsubscription:0\n");
    }

    @Test
    void messageIsOnItsWayOnceItsReceiptIsThere() {
        client.sends("SEND\ndestination:/queue/jobs\nreceipt:r\n\njob^@");
        client.readsOne("RECEIPT");
        client.vanishes();
        Conversation consumer = server.connected("1.2");
        consumer.subscribes("0", "/queue/jobs");
        assertThat(consumer.readsOne("MESSAGE")).endsWith("\n\njob^@");
    }

    @Test
    void receiptInsideATransactionMeansThatTheFrameIsKeptForTheCommit() {
        client.subscribes("0", "/topic/news");
        client.sends("BEGIN\ntransaction:t\n\n^@");
        client.sends("SEND\ndestination:/topic/news\ntransaction:t\nreceipt:r\n\nhello^@");
        client.readsOne("RECEIPT");
        client.sends("COMMIT\ntransaction:t\n\n^@");
        client.readsOne("MESSAGE");
    }

    // ---- the value ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2 | a\\cb\\r\\n\\\\ | a\\cb\\r\\n\\\\
            1.1 | a\\cb\\n\\\\    | a\\cb\\n\\\\
            1.0 | a:b             | a:b
            1.0 | a\\cb           | a\\cb
            """)
    void valueComesBackAsItCame(String version, String receipt, String receiptId) {
        Conversation some = server.connected(version);
        some.sends("BEGIN\ntransaction:t\nreceipt:" + receipt + "\n\n^@");
        some.reads("RECEIPT\nreceipt-id:" + receiptId + "\n\n^@");
    }

    @Test
    void emptyValueComesBackToo() {
        client.sends("BEGIN\ntransaction:t\nreceipt:\n\n^@");
        client.reads("RECEIPT\nreceipt-id:\n\n^@");
    }

    @Test
    void firstOfTwoValuesCounts() {
        client.sends("BEGIN\ntransaction:t\nreceipt:first\nreceipt:second\n\n^@");
        client.reads("RECEIPT\nreceipt-id:first\n\n^@");
    }
}
