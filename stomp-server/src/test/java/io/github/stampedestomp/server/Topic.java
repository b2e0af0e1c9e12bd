package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One publisher and the subscribers of its topic, all with the same subscription id. They take turns: a burst is published by a
 * single write, and read to its end by all before the next one begins.
 */
final class Topic implements AutoCloseable {
    private static final String BODY = "x".repeat(64);
    private static final String SEND = "SEND\ndestination:/topic/a\n%s\n" + BODY + "\0";

    private final WireClient publisher;
    private final List<WireClient> subscribers = new ArrayList<>();

    Topic(int port, int subscriberCount) throws IOException {
        publisher = WireClient.connect(port);
        for (int i = 0; i < subscriberCount; i++) {
            WireClient subscriber = WireClient.connect(port);
            subscribers.add(subscriber);
            subscriber.send("SUBSCRIBE\nid:0\ndestination:/topic/a\nreceipt:here\n\n^@");
            assertThat(subscriber.next().wire()).startsWith("RECEIPT\n");
        }
    }

    /** Publishes so many messages at once; returns when every subscriber has got them all. */
    void exchange(int messages) throws IOException {
        publisher.write(burst(messages, ""));
        for (WireClient subscriber : subscribers) {
            for (int i = 0; i < messages; i++) {
                assertThat(subscriber.next().payload().length).isGreaterThan(BODY.length());
            }
        }
    }

    /** Publishes so many messages at once; returns when the server has carried out the last of them. */
    void publish(int messages) throws IOException {
        publisher.write(burst(messages - 1, ""));
        publisher.write(burst(1, "receipt:done\n"));
        assertThat(publisher.next().wire()).startsWith("RECEIPT\n");
    }

    private static byte[] burst(int messages, String header) {
        byte[] one = WireClient.masked(1, SEND.formatted(header).getBytes(UTF_8));
        ByteArrayOutputStream all = new ByteArrayOutputStream(messages * one.length);
        for (int i = 0; i < messages; i++) {
            all.writeBytes(one);
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        for (WireClient subscriber : subscribers) {
            subscriber.close();
        }
    }
}
