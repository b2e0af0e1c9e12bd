package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.micro.Texts;
import io.github.stampedestomp.micro.Timed;
import io.github.stampedestomp.server.websocket.WebSocketFraming;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to write a message for its subscribers, from the frame that was sent to the bytes of a WebSocket. */
public class EncodedMessageBenchmark extends Timed {
    private static final String DESTINATION = "/topic/shops/17/orders";
    /** As many ids as a message keeps forms for, and more. */
    private static final int MANY_IDS = 32;

    /** The body of the message. */
    @Param({"64", "1024"})
    public int bodyBytes;

    private final ByteSink sink = this::send;
    private Headers headers = Headers.of();
    private byte[] body = {};
    private Message message = Message.of(DESTINATION, headers, body);

    private @Nullable ByteBuffer sent;

    /** Prepares nothing yet. */
    public EncodedMessageBenchmark() {}

    /** Sends one message to subscribers of many ids, the usual one first. */
    @Setup
    public void prepare() {
        body = Texts.json(bodyBytes).getBytes(UTF_8);
        headers = Headers.of(
                HeaderName.DESTINATION,
                DESTINATION,
                HeaderName.CONTENT_TYPE,
                "application/json",
                HeaderName.CONTENT_LENGTH,
                String.valueOf(bodyBytes));
        message = Message.of(DESTINATION, headers, body);
        for (int i = 0; i < MANY_IDS; i++) {
            send(message, "sub-" + i, null);
        }
    }

    /** A message that is made of what was sent, and goes nowhere. */
    @Benchmark
    public Message noSubscriber() {
        return Message.of(DESTINATION, headers, body);
    }

    /** A message that is made of what was sent, and encoded for its first subscriber. */
    @Benchmark
    public @Nullable ByteBuffer firstSubscriber() {
        return send(Message.of(DESTINATION, headers, body), "sub-0", null);
    }

    /** The same message for one more subscriber, which has the same id as others. */
    @Benchmark
    public @Nullable ByteBuffer subscriberOfSharedId() {
        return send(message, "sub-0", null);
    }

    /** The same message for one more subscriber, whose id comes behind those that are kept. */
    @Benchmark
    public @Nullable ByteBuffer subscriberOfItsOwnId() {
        return send(message, "sub-31", null);
    }

    /** The same message for one more subscriber, which acknowledges what it gets. */
    @Benchmark
    public @Nullable ByteBuffer subscriberThatAcknowledges() {
        return send(message, "sub-0", "4711");
    }

    private @Nullable ByteBuffer send(Message delivered, String subscription, @Nullable String ackId) {
        delivered.encoded().sendTo(sink, WebSocketFraming.TEXT, Version.V1_2, subscription, ackId);
        return sent;
    }

    private void send(ByteBuffer wire) {
        sent = wire;
    }
}
