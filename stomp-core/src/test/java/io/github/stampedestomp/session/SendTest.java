package io.github.stampedestomp.session;

import static io.github.stampedestomp.session.NumberedMessages.messages;
import static io.github.stampedestomp.session.NumberedMessages.numbers;
import static io.github.stampedestomp.session.NumberedMessages.upTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** STOMP 1.2: SEND. */
class SendTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    private final Conversation sender = server.connected("1.2");

    @Test
    void messageReachesEverySubscriberOfATopic() {
        Conversation anna = server.connected("1.2");
        Conversation bert = server.connected("1.1");
        anna.subscribes("0", "/topic/news");
        bert.subscribes("n", "/topic/news");
        sender.sends("""
                SEND
                destination:/topic/news
                content-type:text/plain

                hello^@""");
        anna.reads("""
                MESSAGE
                subscription:0
                destination:/topic/news
                message-id:<m1>
                content-type:text/plain
                content-length:5

                hello^@""");
        bert.reads("""
                MESSAGE
                subscription:n
                destination:/topic/news
                message-id:<m1>
                content-type:text/plain
                content-length:5

                hello^@""");
    }

    @Test
    void messageReachesOneConsumerOfAQueueInTurn() {
        Conversation anna = server.connected("1.2");
        Conversation bert = server.connected("1.2");
        anna.subscribes("0", "/queue/jobs");
        bert.subscribes("0", "/queue/jobs");
        sender.publishes("/queue/jobs", "first");
        sender.publishes("/queue/jobs", "second");
        assertThat(anna.readsOne("MESSAGE")).endsWith("\n\nfirst^@");
        assertThat(bert.readsOne("MESSAGE")).endsWith("\n\nsecond^@");
    }

    @Test
    void messageToAQueueWaitsForAConsumer() {
        sender.publishes("/queue/jobs", "job");
        Conversation consumer = server.connected("1.2");
        consumer.subscribes("0", "/queue/jobs");
        assertThat(consumer.readsOne("MESSAGE")).endsWith("\n\njob^@");
    }

    @Test
    void messageToATopicWithoutSubscribersIsDropped() {
        sender.publishes("/topic/news", "old");
        Conversation late = server.connected("1.2");
        late.subscribes("0", "/topic/news");
        late.readsNothing();
    }

    @Test
    void senderMaySubscribeToWhatItSends() {
        sender.subscribes("0", "/topic/news");
        sender.publishes("/topic/news", "hello");
        sender.readsOne("MESSAGE");
    }

    @Test
    void messagesKeepTheOrderOfTheirSends() {
        Conversation subscriber = server.connected("1.2");
        subscriber.subscribes("0", "/topic/news");
        sender.sends(messages(0, 500));
        assertThat(numbers(subscriber)).isEqualTo(upTo(500));
    }

    // ---- bodies ----

    @Test
    void contentLengthCountsBytes() {
        sender.subscribes("0", "/topic/news");
        sender.publishes("/topic/news", "Grüße 🐃");
        assertThat(sender.readsOne("MESSAGE")).contains("\ncontent-length:12\n").endsWith("\n\nGrüße 🐃^@");
    }

    @Test
    void bodyOfKnownLengthMayHoldNul() {
        sender.subscribes("0", "/topic/news");
        sender.sends("SEND\ndestination:/topic/news\ncontent-length:3\n\na^@b^@");
        assertThat(sender.read()).contains("\ncontent-length:3\n").endsWith("\n\na^@b^@");
    }

    @Test
    void bytesThatAreNoTextArePassedOnAsTheyAre() {
        sender.subscribes("0", "/topic/news");
        byte[] head = "SEND\ndestination:/topic/news\ncontent-type:application/octet-stream\n\n".getBytes(UTF_8);
        byte[] body = {(byte) 0xff, (byte) 0xfe, 1, 13, 10, (byte) 0x80};
        byte[] frame = new byte[head.length + body.length + 1];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(body, 0, frame, head.length, body.length);
        sender.sends(frame);
        assertThat(sender.readBytes()).endsWith(10, 10, 0xff, 0xfe, 1, 13, 10, 0x80, 0);
    }

    // ---- what cannot be sent ----

    @Test
    void sendNeedsADestination() {
        sender.sends("SEND\ncontent-type:text/plain\n\nhello^@");
        sender.isRefused("SEND needs the header 'destination'");
    }

    @Test
    void destinationWithAnUnknownPrefixIsRefused() {
        sender.sends("SEND\ndestination:/jms/a\n\n^@");
        sender.isRefused("the destination '/jms/a' begins with none of the prefixes /topic/, /queue/, /user/");
    }

    @Test
    void destinationWithAWildcardIsRefused() {
        sender.sends("SEND\ndestination:/topic/*\n\n^@");
        sender.isRefused("the destination '/topic/*' has a wildcard, which only SUBSCRIBE may have");
    }

    @Test
    void destinationThatIsTooLongIsRefused() {
        sender.sends("SEND\ndestination:/topic/" + "x".repeat(249) + "\n\n^@");
        assertThat(sender.readsOne("ERROR"))
                .endsWith("…' is longer than the 255 characters allowed (limit destinationCharacters)^@");
        sender.isClosed(1002);
    }

    @Test
    void messageForAFullQueueIsRefused() {
        server.broker(new MemoryBroker(
                new BrokerSettings("/topic/", "/queue/", 255, 2, 1000, 1000, 10, 1000, 1_000_000, 1_000_000)));
        Conversation eager = server.connected("1.2");
        eager.publishes("/queue/jobs", "1");
        eager.publishes("/queue/jobs", "2");
        eager.isOpen();
        eager.publishes("/queue/jobs", "3");
        eager.isRefused("the queue '/queue/jobs' is full, it may hold 2 messages (limit queueMessages)");
    }

    @Test
    void applicationMaySendToo() {
        sender.subscribes("0", "/topic/news");
        server.publishes("/topic/news", "hello");
        sender.reads("""
                MESSAGE
                subscription:0
                destination:/topic/news
                message-id:<m1>
                content-type:text/plain;charset=utf-8
                content-length:5

                hello^@""");
    }
}
