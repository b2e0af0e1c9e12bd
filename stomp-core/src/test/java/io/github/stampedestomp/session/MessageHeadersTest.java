package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2: MESSAGE, Repeated Header Entries, Value Encoding. */
class MessageHeadersTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation sender = server.connected("1.2");

    @Test
    void headersOfTheSenderArePassedOnInTheirOrder() {
        sender.subscribes("0", "/topic/news");
        sender.sends("""
                SEND
                z:1
                destination:/topic/news
                a:2
                persistent:true
                empty:

                ^@""");
        sender.reads("""
                MESSAGE
                subscription:0
                destination:/topic/news
                message-id:<m1>
                z:1
                a:2
                persistent:true
                empty:
                content-length:0

                ^@""");
    }

    @Test
    void repeatedHeadersArePassedOnAndTheFirstDestinationCounts() {
        sender.subscribes("0", "/topic/first");
        sender.subscribes("1", "/topic/second");
        sender.sends("""
                SEND
                destination:/topic/first
                destination:/topic/second
                foo:World
                foo:Hello

                ^@""");
        sender.reads("""
                MESSAGE
                subscription:0
                destination:/topic/first
                message-id:<m1>
                foo:World
                foo:Hello
                content-length:0

                ^@""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ack",
                "message-id",
                "receipt-id",
                "redelivered",
                "session",
                "subscription",
                "user-name",
            })
    void headersThatTheServerSetsCannotBeForged(String name) {
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        sender.sends("SEND\ndestination:/topic/news\n" + name + ":forged\n\n^@");
        assertThat(subscriber.readsOne("MESSAGE")).doesNotContain("forged");
    }

    @Test
    void receiptIsBetweenTheSenderAndTheServer() {
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        sender.sends("SEND\ndestination:/topic/news\nreceipt:mine\n\n^@");
        sender.readsOne("RECEIPT");
        assertThat(subscriber.readsOne("MESSAGE")).doesNotContain("mine");
    }

    @Test
    void eachMessageHasAnIdOfItsOwn() {
        sender.subscribes("0", "/topic/news");
        sender.publishes("/topic/news", "one");
        assertThat(sender.readsOne("MESSAGE")).contains("\nmessage-id:<m1>\n");
        sender.publishes("/topic/news", "two");
        assertThat(sender.readsOne("MESSAGE")).contains("\nmessage-id:<m2>\n");
    }

    @Test
    void noContentTypeIsMadeUp() {
        sender.subscribes("0", "/topic/news");
        sender.publishes("/topic/news", "hello");
        assertThat(sender.readsOne("MESSAGE")).doesNotContain("content-type");
    }

    @Test
    void valuesKeepTheirBlanksFrom11On() {
        Conversation subscriber = server.connected("1.1");
        subscriber.subscribes("0", "/topic/news");
        sender.sends("SEND\ndestination:/topic/news\n padded : x \n\n^@");
        assertThat(subscriber.readsOne("MESSAGE")).contains("\n padded : x \n");
    }

    @Test
    void blanksAroundNamesAndValuesAreStrippedIn10() {
        Conversation old = server.connected("1.0");
        sender.subscribes("0", "/topic/news");
        old.sends("SEND\ndestination: /topic/news\npadded : x \n\n^@");
        assertThat(sender.readsOne("MESSAGE")).contains("\npadded:x\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2 | a\\cb:1\\c2\\n3\\r4\\\\5
            1.1 | a\\cb:1\\c2\\n3\r4\\\\5
            """)
    void headersAreEscapedAsEachSubscriberUnderstandsThem(String version, String line) {
        Conversation subscriber = server.connected(version);
        subscriber.subscribes("0", "/topic/news");
        sender.sends("SEND\ndestination:/topic/news\na\\cb:1\\c2\\n3\\r4\\\\5\n\n^@");
        assertThat(subscriber.readsOne("MESSAGE")).contains("\n" + line + "\n");
    }

    @Test
    void subscriberIn10GetsNoLineBreakThatCouldBecomeAHeader() {
        Conversation subscriber = server.connected("1.0");
        subscriber.subscribes("0", "/topic/news");
        sender.sends("SEND\ndestination:/topic/news\nbad\\nname:1\nvalue:x\\nevil\\ctrue\\r\\ny\n\n^@");
        subscriber.reads("""
                MESSAGE
                subscription:0
                destination:/topic/news
                message-id:<m1>
                value:x evil:true  y
                content-length:0

                ^@""");
    }
}
