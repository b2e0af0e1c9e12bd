package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: BEGIN, COMMIT, ABORT. */
class TransactionTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation client = server.connected("1.2");

    // ---- COMMIT ----

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1", "1.2"})
    void messagesGoOutWithTheCommit(String version) {
        Conversation sender = server.connected(version);
        client.subscribes("0", "/topic/news");
        sender.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "first", sender);
        sendsIn("t", "/topic/news", "second", sender);
        client.readsNothing();
        sender.sends("COMMIT\ntransaction:t\n\n^@");
        assertThat(client.read())
                .containsSubsequence("\n\nfirst^@", "\n\nsecond^@")
                .doesNotContain("transaction");
    }

    @Test
    void framesOutsideTheTransactionActAtOnce() {
        client.subscribes("0", "/topic/news");
        client.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "inside", client);
        client.publishes("/topic/news", "outside");
        assertThat(client.readsOne("MESSAGE")).endsWith("\n\noutside^@");
        client.sends("COMMIT\ntransaction:t\n\n^@");
        assertThat(client.readsOne("MESSAGE")).endsWith("\n\ninside^@");
    }

    @Test
    void transactionsStandSideBySide() {
        client.subscribes("0", "/topic/news");
        client.sends("BEGIN\ntransaction:a\n\n^@", "BEGIN\ntransaction:b\n\n^@");
        sendsIn("a", "/topic/news", "of a", client);
        sendsIn("b", "/topic/news", "of b", client);
        client.sends("COMMIT\ntransaction:b\n\n^@");
        assertThat(client.readsOne("MESSAGE")).endsWith("\n\nof b^@");
        client.sends("ABORT\ntransaction:a\n\n^@");
    }

    @Test
    void transactionsOfDifferentClientsHaveNothingToDoWithEachOther() {
        Conversation other = server.connected("1.2");
        client.subscribes("0", "/topic/news");
        client.sends("BEGIN\ntransaction:t\n\n^@");
        other.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "mine", client);
        other.sends("COMMIT\ntransaction:t\n\n^@");
        client.readsNothing();
    }

    @Test
    void messagesGoOutAllOrNone() {
        Conversation sender = server.connected("1.2");
        client.subscribes("0", "/topic/news");
        sender.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "good", sender);
        sendsIn("t", "/nowhere/at/all", "bad", sender);
        sender.isOpen();
        sender.sends("COMMIT\ntransaction:t\n\n^@");
        sender.isRefused("the destination '/nowhere/at/all' begins with none of the prefixes /topic/, /queue/, /user/");
        client.readsNothing();
    }

    @Test
    void committedTransactionMayBeginAgain() {
        client.subscribes("0", "/topic/news");
        client.sends("BEGIN\ntransaction:t\n\n^@", "COMMIT\ntransaction:t\n\n^@", "BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "second", client);
        client.sends("COMMIT\ntransaction:t\n\n^@");
        assertThat(client.readsOne("MESSAGE")).endsWith("\n\nsecond^@");
    }

    // ---- ABORT ----

    @Test
    void abortedMessagesNeverGoOut() {
        client.subscribes("0", "/topic/news");
        client.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "never", client);
        client.sends("ABORT\ntransaction:t\n\n^@");
        client.readsNothing();
    }

    @Test
    void disconnectAborts() {
        Conversation sender = server.connected("1.2");
        client.subscribes("0", "/topic/news");
        sender.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "never", sender);
        sender.sends("DISCONNECT\n\n^@");
        client.readsNothing();
    }

    @Test
    void lossOfTheConnectionAborts() {
        Conversation sender = server.connected("1.2");
        client.subscribes("0", "/topic/news");
        sender.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/news", "never", sender);
        sender.vanishes();
        client.readsNothing();
    }

    // ---- ACK and NACK ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.0 | message-id:<m1>
            1.1 | message-id:<m1>~subscription:0
            1.2 | id:1
            """)
    void messageCountsAsConsumedFromTheCommitOn(String version, String headers) {
        Conversation consumer = server.connected(version);
        consumer.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        consumer.readsOne("MESSAGE");
        consumer.sends("BEGIN\ntransaction:t\n\n^@");
        consumer.sends("ACK\ntransaction:t\n" + headers.replace('~', '\n') + "\n\n^@");
        consumer.sends("COMMIT\ntransaction:t\n\n^@");
        consumer.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void abortedAckNeverHappened() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        client.readsOne("MESSAGE");
        client.sends("BEGIN\ntransaction:t\n\n^@", "ACK\ntransaction:t\nid:1\n\n^@", "ABORT\ntransaction:t\n\n^@");
        client.sends("NACK\nid:1\n\n^@");
        assertThat(client.readsOne("MESSAGE")).contains("\nredelivered:true\n");
    }

    @Test
    void nackWaitsForTheCommitToo() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "job");
        client.readsOne("MESSAGE");
        client.sends("BEGIN\ntransaction:t\n\n^@", "NACK\ntransaction:t\nid:1\n\n^@");
        client.readsNothing();
        client.sends("COMMIT\ntransaction:t\n\n^@");
        assertThat(client.readsOne("MESSAGE")).contains("\nredelivered:true\n");
    }

    @Test
    void firstOfTwoAcknowledgementsCounts() {
        client.subscribes("0", "/queue/jobs", "client");
        server.publishes("/queue/jobs", "first");
        server.publishes("/queue/jobs", "second");
        client.read();
        client.sends("BEGIN\ntransaction:t\n\n^@");
        client.sends("ACK\ntransaction:t\nid:2\n\n^@", "NACK\ntransaction:t\nid:1\n\n^@");
        client.sends("COMMIT\ntransaction:t\nreceipt:r\n\n^@");
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
        client.vanishes();
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void ackOfASubscriptionThatHasEndedMeanwhileIsForgotten() {
        client.subscribes("0", "/topic/news", "client");
        server.publishes("/topic/news", "hello");
        client.readsOne("MESSAGE");
        client.sends("BEGIN\ntransaction:t\n\n^@", "ACK\ntransaction:t\nid:1\n\n^@", "UNSUBSCRIBE\nid:0\n\n^@");
        client.sends("COMMIT\ntransaction:t\nreceipt:r\n\n^@");
        client.reads("RECEIPT\nreceipt-id:r\n\n^@");
    }

    @Test
    void ackOfAnUnknownMessageIsRefusedAtOnce() {
        client.sends("BEGIN\ntransaction:t\n\n^@", "ACK\ntransaction:t\nid:7\n\n^@");
        client.isRefused("ACK names no message that waits for it, '7'");
    }

    // ---- what is refused ----

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "COMMIT", "ABORT"})
    void transactionNeedsAName(String command) {
        client.sends(command + "\n\n^@");
        client.isRefused(command + " needs the header 'transaction'");
    }

    @Test
    void nameThatIsInUseIsRefused() {
        client.sends("BEGIN\ntransaction:t\n\n^@", "BEGIN\ntransaction:t\n\n^@");
        client.isRefused("a transaction 't' has begun already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ABORT"})
    void endOfATransactionThatIsNotOpenIsRefused(String command) {
        client.sends("BEGIN\ntransaction:t\n\n^@", "COMMIT\ntransaction:t\n\n^@");
        client.isOpen();
        client.sends(command + "\ntransaction:t\n\n^@");
        client.isRefused(command + " names the unknown transaction 't'");
    }

    @Test
    void frameInATransactionThatIsNotOpenIsRefused() {
        sendsIn("t", "/topic/news", "hello", client);
        client.isRefused("SEND names the unknown transaction 't'");
    }

    @Test
    void sendWithoutADestinationIsRefusedAtOnce() {
        client.sends("BEGIN\ntransaction:t\n\n^@", "SEND\ntransaction:t\n\n^@");
        client.isRefused("SEND needs the header 'destination'");
    }

    // ---- limits ----

    @Test
    void tooManyOpenTransactionsAreRefused() {
        server.settings(settings -> settings.transactions = 2);
        Conversation greedy = server.connected("1.2");
        greedy.sends("BEGIN\ntransaction:a\n\n^@", "BEGIN\ntransaction:b\n\n^@");
        greedy.sends("COMMIT\ntransaction:a\n\n^@", "BEGIN\ntransaction:c\n\n^@");
        greedy.isOpen();
        greedy.sends("BEGIN\ntransaction:d\n\n^@");
        greedy.isRefused("the session has the 2 open transactions allowed (limit transactions)");
    }

    @Test
    void tooManyFramesInATransactionAreRefused() {
        server.settings(settings -> settings.transactionFrames = 2);
        Conversation greedy = server.connected("1.2");
        greedy.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/a", "", greedy);
        sendsIn("t", "/topic/a", "", greedy);
        greedy.isOpen();
        sendsIn("t", "/topic/a", "", greedy);
        greedy.isRefused("the transaction 't' holds more than the 2 frames allowed (limit transactionFrames)");
    }

    @Test
    void tooManyBytesInATransactionAreRefused() {
        server.settings(settings -> settings.transactionBytes = 1200);
        Conversation greedy = server.connected("1.2");
        greedy.sends("BEGIN\ntransaction:t\n\n^@");
        sendsIn("t", "/topic/a", "x".repeat(900), greedy);
        greedy.isOpen();
        sendsIn("t", "/topic/a", "x".repeat(100), greedy);
        greedy.isRefused("the transaction 't' holds more than the 1200 bytes allowed (limit transactionBytes)");
    }

    private static void sendsIn(String transaction, String destination, String text, Conversation client) {
        client.sends("SEND\ndestination:" + destination + "\ntransaction:" + transaction + "\n\n" + text + "^@");
    }
}
