package io.github.stampedestomp.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A subscriber that keeps what it is given and hands it out one by one. */
final class SubscriberRecorder implements Subscriber {
    private final String destination;
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();

    SubscriberRecorder(String destination) {
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

    /** {@return the message that came next} */
    Message nextMessage() {
        assertThat(messages).as("messages that have come").isNotEmpty();
        return messages.remove();
    }

    /** {@return all messages that have come} */
    List<Message> takeMessages() {
        List<Message> taken = new ArrayList<>();
        for (Message message = messages.poll(); message != null; message = messages.poll()) {
            taken.add(message);
        }
        return taken;
    }

    /** {@return the bodies of all messages that have come} */
    List<String> takeTexts() {
        return takeMessages().stream().map(SubscriberRecorder::text).toList();
    }

    void assertNothingMore() {
        assertThat(takeTexts()).as("messages that nobody expected").isEmpty();
    }

    static String text(Message message) {
        return new String(message.body(), UTF_8);
    }
}
