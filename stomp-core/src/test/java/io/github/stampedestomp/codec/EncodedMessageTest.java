package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.printed;
import static io.github.stampedestomp.codec.Wire.wireBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EncodedMessageTest {
    private static final Headers HEADERS = Headers.of("destination", "/topic/a", "message-id", "m1", "color", "a:b");
    private static final String LARGE = "x".repeat(10_000);

    private final RecordingCarrier carrier = new RecordingCarrier();

    @Test
    void aSubscriberGetsTheWholeMessage() {
        EncodedMessage message = message("hello");
        assertThat(text(message, Version.V1_2, "sub-0", null)).isEqualTo("""
                <MESSAGE
                subscription:sub-0
                destination:/topic/a
                message-id:m1
                color:a\\cb
                content-length:5

                hello^@>""");
    }

    @Test
    void everyVersionHasItsOwnEscapes() {
        EncodedMessage message = message("hello");
        assertThat(text(message, Version.V1_0, "0", null)).contains("\ncolor:a:b\n");
        assertThat(text(message, Version.V1_1, "0", null)).contains("\ncolor:a\\cb\n");
        assertThat(text(message, Version.V1_0, "0", null)).contains("\ncolor:a:b\n");
        assertThat(text(message, Version.V1_1, "a:\r", null)).contains("\nsubscription:a\\c\r\n");
        assertThat(text(message, Version.V1_2, "a:\r", null)).contains("\nsubscription:a\\c\\r\n");
    }

    @Test
    void aSubscriptionOfStomp1_0MayHaveNoId() {
        assertThat(text(message("hello"), Version.V1_0, null, null)).startsWith("<MESSAGE\ndestination:/topic/a\n");
    }

    @Test
    void aDeliveryToBeAcknowledgedBearsItsOwnName() {
        EncodedMessage message = message("hello");
        assertThat(text(message, Version.V1_2, "0", "17")).startsWith("<MESSAGE\nsubscription:0\nack:17\ndest");
        assertThat(text(message, Version.V1_2, "0", "18")).startsWith("<MESSAGE\nsubscription:0\nack:18\ndest");
        assertThat(text(message, Version.V1_2, "0", null)).startsWith("<MESSAGE\nsubscription:0\ndest");
    }

    @Test
    void aRedeliveredMessageSaysSo() {
        EncodedMessage message = new EncodedMessage(Headers.of(), HEADERS, wireBytes("hello"), true);
        assertThat(text(message, Version.V1_2, "0", "17"))
                .startsWith("<MESSAGE\nsubscription:0\nack:17\nredelivered:true\ndest");
        assertThat(text(message, Version.V1_1, "0", null)).contains("\nredelivered:true\n");
    }

    @Test
    void subscribersOfTheSameFormShareTheirBytes() {
        for (EncodedMessage message : List.of(message("hello"), message(LARGE))) {
            List<ByteBuffer> one = sent(message, carrier, Version.V1_2, "0", null);
            List<ByteBuffer> other = sent(message, carrier, Version.V1_2, new String("0"), null);
            assertSameBuffers(one, other);
        }
        assertThat(carrier.firsts).isEqualTo(2);
        assertThat(carrier.rests).isEqualTo(2);
    }

    @Test
    void subscriptionsOfOtherIdsShareTheRest() {
        EncodedMessage message = message(LARGE);
        List<ByteBuffer> one = sent(message, carrier, Version.V1_2, "0", null);
        List<ByteBuffer> other = sent(message, carrier, Version.V1_2, "1", null);
        List<ByteBuffer> acknowledged = sent(message, carrier, Version.V1_2, "2", "17");
        assertThat(one.get(1)).isSameAs(other.get(1)).isSameAs(acknowledged.get(1));
        assertThat(one.get(0)).isNotEqualTo(other.get(0));
        assertThat(carrier.rests).isEqualTo(1);
    }

    @Test
    void eachVersionAndEachCarrierHasItsOwnRest() {
        EncodedMessage message = message(LARGE);
        RecordingCarrier otherCarrier = new RecordingCarrier();
        ByteBuffer rest = sent(message, carrier, Version.V1_2, "0", null).get(1);
        assertThat(sent(message, carrier, Version.V1_1, "0", null).get(1)).isNotSameAs(rest);
        assertThat(sent(message, otherCarrier, Version.V1_2, "0", null).get(1)).isNotSameAs(rest);
        assertThat(sent(message, carrier, Version.V1_2, "0", null).get(1)).isSameAs(rest);
        assertThat(carrier.rests).isEqualTo(2);
        assertThat(otherCarrier.rests).isEqualTo(1);
    }

    @Test
    void aSmallMessageIsOneBuffer() {
        assertThat(sent(message("hello"), carrier, Version.V1_2, "0", null)).hasSize(1);
        assertThat(sent(message(LARGE), carrier, Version.V1_2, "0", null)).hasSize(2);
    }

    @Test
    void theEdgeBetweenSmallAndLargeCostsNoByte() {
        for (int length = 3_900; length < 4_100; length++) {
            String body = "x".repeat(length);
            assertThat(text(message(body), Version.V1_2, "0", null)).endsWith("\n\n" + body + "^@>");
        }
    }

    @Test
    void moreFormsThanAreKeptAreStillRight() {
        for (EncodedMessage message : List.of(message("hello"), message(LARGE))) {
            for (int i = 0; i < 40; i++) {
                String id = "sub-" + i % 10;
                assertThat(text(message, Version.V1_2, id, null)).startsWith("<MESSAGE\nsubscription:" + id + "\ndest");
            }
        }
        assertThat(carrier.rests)
                .as("the end of the small one's first form, the rest of its others, the rest of the large one")
                .isEqualTo(3);
    }

    @Test
    void aBodyThatIsNoUtf8IsNoText() {
        byte[] noText = {'a', (byte) 0xff};
        text(new EncodedMessage(Headers.of(), HEADERS, noText, false), Version.V1_2, "0", null);
        assertThat(carrier.lastWasText).isFalse();
        text(message("grüße 🐎"), Version.V1_2, "0", null);
        assertThat(carrier.lastWasText).isTrue();
        text(message(""), Version.V1_2, "0", null);
        assertThat(carrier.lastWasText).isTrue();
    }

    @Test
    void theBuffersAreLeftAsTheyWere() {
        for (EncodedMessage message : List.of(message("hello"), message(LARGE))) {
            List<ByteBuffer> sent = sent(message, carrier, Version.V1_2, "0", null);
            List<ByteBuffer> copies = sent.stream().map(ByteBuffer::duplicate).toList();
            for (int i = 0; i < 10; i++) {
                sent(message, carrier, Version.V1_2, "sub-" + i, null);
                sent(message, carrier, Version.V1_2, "0", "ack-" + i);
                sent(message, carrier, Version.V1_2, "0", null);
            }
            assertThat(sent).isEqualTo(copies).allMatch(ByteBuffer::hasRemaining);
        }
    }

    @Test
    void anyThreadMaySend() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 500; i++) {
                EncodedMessage message = message(i % 2 == 0 ? "hello" : LARGE);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<List<String>> one = threads.submit(forms(message, start));
                Future<List<String>> other = threads.submit(forms(message, start));
                assertThat(one.get()).isEqualTo(other.get()).doesNotHaveDuplicates();
            }
        } finally {
            threads.shutdown();
        }
    }

    private Callable<List<String>> forms(EncodedMessage message, CyclicBarrier start) {
        return () -> {
            start.await();
            List<String> forms = new ArrayList<>();
            for (int id = 0; id < 6; id++) {
                for (Version version : Version.values()) {
                    String color = version == Version.V1_0 ? "a:b" : "a\\cb";
                    String text = joined(sent(message, carrier, version, "sub-" + id, null));
                    assertThat(text)
                            .startsWith("<MESSAGE\nsubscription:sub-" + id + "\ndest")
                            .contains(color);
                    forms.add(version + text);
                }
            }
            return forms;
        };
    }

    private static EncodedMessage message(String body) {
        return new EncodedMessage(Headers.of(), HEADERS, wireBytes(body), false);
    }

    private String text(EncodedMessage message, Version version, String subscription, String ackId) {
        return joined(sent(message, carrier, version, subscription, ackId));
    }

    private static List<ByteBuffer> sent(
            EncodedMessage message, Carrier carrier, Version version, String subscription, String ackId) {
        List<ByteBuffer> sent = new ArrayList<>();
        message.sendTo(sent::add, carrier, version, subscription, ackId);
        return sent;
    }

    private static String joined(List<ByteBuffer> sent) {
        StringBuilder joined = new StringBuilder();
        sent.forEach(each -> joined.append(printed(each)));
        return joined.toString();
    }

    private static void assertSameBuffers(List<ByteBuffer> one, List<ByteBuffer> other) {
        assertThat(one).hasSameSizeAs(other);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i)).isSameAs(other.get(i));
        }
    }
}
