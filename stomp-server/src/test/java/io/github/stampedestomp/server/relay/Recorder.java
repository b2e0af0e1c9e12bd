package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.broker.Subscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A subscriber that keeps what it is given, from whatever thread, and hands it out one by one. */
final class Recorder implements Subscriber {
    private static final long PATIENCE_SECONDS = 60;

    private final String destination;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

    Recorder(String destination) {
        this.destination = destination;
    }

    @Override
    public String destination() {
        return destination;
    }

    @Override
    public void deliver(Message message) {
        messages.add(message);
    }

    Message next() {
        try {
            Message message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("the next message of " + destination).isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String nextText() {
        return text(next());
    }

    List<String> nextTexts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(nextText());
        }
        return texts;
    }

    /** {@return whether nothing has come that was not taken} */
    boolean isEmpty() {
        return messages.isEmpty();
    }

    static String text(Message message) {
        return new String(message.body(), UTF_8);
    }
}
