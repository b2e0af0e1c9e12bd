package io.github.stampedestomp.broker;

import static io.github.stampedestomp.codec.Wire.printed;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.codec.Carrier;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages without headers, and settings with small limits. */
final class Samples {
    private static final long PLENTY = 1L << 30;

    private static final Carrier PLAIN = new Carrier() {
        @Override
        public ByteBuffer first(ByteBuffer start, ByteBuffer rest, boolean text) {
            return start;
        }

        @Override
        public ByteBuffer rest(ByteBuffer rest) {
            return rest;
        }
    };

    private Samples() {}

    static Message message(String destination, String text) {
        return message(destination, text, null);
    }

    static Message message(String destination, String text, Publisher publisher) {
        return Message.of(destination, Headers.of(), text.getBytes(UTF_8), publisher);
    }

    static long weight(String text) {
        return message("", text).weight();
    }

    static BrokerSettings queuesOf(int messages, long bytes) {
        return new BrokerSettings("/topic/", "/queue/", 255, messages, bytes, PLENTY, 1, PLENTY, 1_000_000, 1_000_000);
    }

    static BrokerSettings allQueuesOf(long bytes) {
        return new BrokerSettings("/topic/", "/queue/", 255, 1_000_000, PLENTY, bytes, 1, PLENTY, 1_000_000, 1_000_000);
    }

    static BrokerSettings windowsOf(int messages, long bytes) {
        return new BrokerSettings(
                "/topic/", "/queue/", 255, 1_000_000, PLENTY, PLENTY, messages, bytes, 1_000_000, 1_000_000);
    }

    /** {@return what waits in a queue, which is empty afterwards} */
    static List<String> consume(MemoryBroker broker, String queue) {
        SubscriberRecorder consumer = new SubscriberRecorder(queue);
        broker.subscribe(consumer);
        List<String> texts = new ArrayList<>();
        for (List<Message> some = consumer.takeMessages(); !some.isEmpty(); some = consumer.takeMessages()) {
            for (Message message : some) {
                texts.add(SubscriberRecorder.text(message));
                broker.ack(consumer, message);
            }
        }
        broker.unsubscribe(consumer);
        return texts;
    }

    /** {@return a message as a subscriber of STOMP 1.2 gets it, printed as the specification does} */
    static String wire(Message message) {
        StringBuilder wire = new StringBuilder();
        message.encoded().sendTo(bytes -> wire.append(printed(bytes)), PLAIN, Version.V1_2, "0", null);
        return wire.toString();
    }
}
