package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.DestinationStatus;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: ERROR, Size Limits, Connection Lingering. */
class ErrorTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(StompSession.class);

    private final Conversation client = server.connected("1.2");

    @Test
    void errorNamesTheFaultInHeaderAndBody() {
        client.sends("SEND\n\n^@");
        client.reads("""
                ERROR
                message:SEND needs the header 'destination'
                content-type:text/plain;charset=utf-8
                content-length:35

                SEND needs the header 'destination'^@""");
    }

    @Test
    void connectionIsClosedBehindIt() {
        client.sends("SEND\n\n^@");
        client.readsOne("ERROR");
        client.isClosed(1002, "see the ERROR frame");
    }

    @Test
    void receiptIdNamesTheFrameAtFault() {
        client.sends("SEND\nreceipt:r-1\n\n^@");
        client.reads("""
                ERROR
                message:SEND needs the header 'destination'
                receipt-id:r-1
                content-type:text/plain;charset=utf-8
                content-length:35

                SEND needs the header 'destination'^@""");
    }

    @Test
    void receiptIdNamesAFrameThatCannotEvenBeRead() {
        client.sends("SEND\nreceipt:r-1\ndestination\n\n^@");
        assertThat(client.readsOne("ERROR"))
                .contains("\nreceipt-id:r-1\n")
                .endsWith("\n\nthe header line 'destination' has no colon^@");
    }

    @Test
    void receiptOfAnEarlierFrameIsNotNamed() {
        client.sends("BEGIN\ntransaction:t\nreceipt:good\n\n^@", "SEND\n\n^@");
        assertThat(client.read())
                .startsWith("RECEIPT\nreceipt-id:good\n\n^@ERROR\n")
                .containsOnlyOnce("receipt-id");
    }

    @Test
    void commandIsNamed() {
        client.sends("FROBNICATE\n\n^@");
        client.isRefused("unknown command 'FROBNICATE'");
    }

    @Test
    void commandsAreCaseSensitive() {
        client.sends("send\ndestination:/topic/a\n\n^@");
        client.isRefused("unknown command 'send'");
    }

    @Test
    void headerNamesAreCaseSensitive() {
        client.sends("SEND\nDestination:/topic/a\n\n^@");
        client.isRefused("SEND needs the header 'destination'");
    }

    // ---- before CONNECTED ----

    @Test
    void clientWithoutACommonVersionIsToldTheServers() {
        Conversation newcomer = server.opened();
        newcomer.sends("CONNECT\naccept-version:2.0,3.1\n\n^@");
        newcomer.reads("""
                ERROR
                message:no common version, the server speaks 1.0,1.1,1.2 and the client '2.0,3.1'
                version:1.0,1.1,1.2
                content-type:text/plain;charset=utf-8
                content-length:73

                no common version, the server speaks 1.0,1.1,1.2 and the client '2.0,3.1'^@""");
        newcomer.isClosed(1002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.20", "01.2", ",", "1.3"})
    void versionsThatDoNotExistAreNone(String accepted) {
        Conversation newcomer = server.opened();
        newcomer.sends("CONNECT\naccept-version:" + accepted + "\n\n^@");
        assertThat(newcomer.readsOne("ERROR")).contains("\nversion:1.0,1.1,1.2\n");
        newcomer.isClosed(1002);
    }

    @Test
    void clientThatHasNotConnectedIsSpokenToAsOneOf10() {
        Conversation newcomer = server.opened();
        newcomer.sends("CONNECT\naccept-version:a\\b:c\n\n^@");
        // Nothing is escaped; the sentence itself shows no backslash.
        assertThat(newcomer.readsOne("ERROR")).contains("and the client 'a?b:c'\nversion:");
        newcomer.isClosed(1002);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2 | the destination '/nowhere\\c1' begins
            1.1 | the destination '/nowhere\\c1' begins
            1.0 | the destination '/nowhere:1' begins
            """)
    void sentenceIsEscapedAsTheVersionWants(String version, String sentence) {
        Conversation some = server.connected(version);
        String colon = version.equals("1.0") ? ":" : "\\c";
        some.sends("SEND\ndestination:/nowhere" + colon + "1\n\n^@");
        assertThat(some.readsOne("ERROR")).contains("\nmessage:" + sentence);
    }

    // ---- nothing counts afterwards ----

    @Test
    void framesBehindTheFaultAreNotActedOn() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/news");
        client.sends("NACK\n\n^@", "SEND\ndestination:/topic/news\n\nlate^@");
        client.sends("SEND\ndestination:/topic/news\n\nlater^@");
        client.isRefused("NACK needs the header 'id'");
        other.readsNothing();
    }

    @Test
    void framesBeforeTheFaultInTheSamePieceAreActedOn() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/news");
        client.sends("SEND\ndestination:/topic/news\n\ngood^@", "NACK\n\n^@");
        client.isRefused("NACK needs the header 'id'");
        other.readsOne("MESSAGE");
    }

    @Test
    void subscriptionsEnd() {
        client.subscribes("0", "/topic/news");
        client.sends("SEND\n\n^@");
        client.readsOne("ERROR");
        assertThat(server.isEmpty()).isTrue();
    }

    @Test
    void otherClientsDoNotNotice() {
        Conversation other = server.connected("1.2");
        other.subscribes("0", "/topic/news");
        client.sends("no frame at all\n\n^@");
        client.isRefused("unknown command 'no frame at all'");
        server.publishes("/topic/news", "hello");
        other.readsOne("MESSAGE");
        other.isOpen();
    }

    // ---- frames that cannot be read ----

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SEND~destination:/topic/a~x:\\t~~           | undefined escape in a header's name or value
            SEND~destination:/topic/a~x:\\~~            | undefined escape in a header's name or value
            SEND~destination:/topic/a~content-length:-1~~ | the header 'content-length' must be a number of bytes, not '-1'
            SEND~destination:/topic/a~content-length:2~~abc | no NUL follows the 2 bytes of the body that 'content-length' announces; it counts bytes, not characters
            SEND~:no name~~                             | the header line ':no name' has no name
            SUBSCRIBE~id:0~destination:/topic/a~~body   | SUBSCRIBE must not have a body
            DISCONNECT~~body                            | DISCONNECT must not have a body
            """)
    void malformedFrameIsRefused(String frame, String sentence) {
        client.sends(frame.replace('~', '\n') + "^@");
        assertThat(client.readsOne("ERROR")).contains("\n\n" + sentence);
        client.isClosed(1002);
    }

    @Test
    void carriageReturnIsNoEscapeIn11() {
        Conversation newer = server.connected("1.1");
        newer.sends("SEND\ndestination:/topic/a\nx:\\r\n\n^@");
        assertThat(newer.readsOne("ERROR")).contains("\n\nundefined escape in a header's name or value");
        newer.isClosed(1002);
    }

    // ---- limits ----

    @Test
    void bodyBeyondItsLimitIsRefusedBeforeItCame() {
        client.sends("SEND\ndestination:/topic/a\ncontent-length:65537\n\n");
        client.isRefused("the body is longer than the 65536 bytes allowed (limit bodyBytes)");
    }

    @Test
    void bodyAtItsLimitIsNot() {
        client.subscribes("0", "/topic/a");
        client.publishes("/topic/a", "x".repeat(65_536));
        client.readsOne("MESSAGE");
    }

    @Test
    void headerLineBeyondItsLimitIsRefused() {
        client.sends("SEND\nx:" + "y".repeat(8192));
        client.isRefused("a header line is longer than the 8192 bytes allowed (limit headerLineBytes)");
    }

    @Test
    void tooManyHeadersAreRefused() {
        client.sends("SEND\n" + "x:y\n".repeat(65));
        client.isRefused("the frame has more than the 64 headers allowed (limit headers)");
    }

    // ---- our own faults ----

    @Test
    void faultOfTheServerIsAnsweredWithoutItsDetails() {
        server.broker(new BrokenBroker());
        Conversation unlucky = server.connected("1.2");
        unlucky.sends("SEND\ndestination:/topic/a\nreceipt:r\n\n^@");
        unlucky.reads("""
                ERROR
                message:internal error
                receipt-id:r
                content-type:text/plain;charset=utf-8
                content-length:14

                internal error^@""");
        unlucky.isClosed(1011, "see the ERROR frame");
        assertThat(log.lines())
                .containsExactly(
                        "ERROR session " + unlucky.id().substring(0, 8) + " has failed: a secret of the server");
    }

    @Test
    void faultOfTheServerEndsOneSessionOnly() {
        client.subscribes("0", "/topic/a");
        server.broker(new BrokenBroker());
        Conversation unlucky = server.connected("1.2");
        unlucky.sends("SEND\ndestination:/topic/a\n\n^@");
        unlucky.readsOne("ERROR");
        client.publishes("/topic/a", "hello");
        client.readsOne("MESSAGE");
    }

    /** A broker that a programmer has broken. */
    private static final class BrokenBroker implements Broker {
        @Override
        public CompletionStage<Void> sendAll(List<Message> messages) {
            throw new IllegalStateException("a secret of the server");
        }

        @Override
        public CompletionStage<Void> subscribe(Subscriber subscriber) {
            return CONFIRMED;
        }

        @Override
        public void unsubscribe(Subscriber subscriber) {}

        @Override
        public boolean keepsUntilAcked(Subscriber subscriber) {
            return false;
        }

        @Override
        public List<DestinationStatus> destinations() {
            return List.of();
        }

        @Override
        public void ack(Subscriber subscriber, Message message) {}

        @Override
        public void nack(Subscriber subscriber, Message message) {}
    }
}
