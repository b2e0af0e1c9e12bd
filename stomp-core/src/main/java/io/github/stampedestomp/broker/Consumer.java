package io.github.stampedestomp.broker;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscriber of a queue, and what it was given but has neither acked nor nacked. */
final class Consumer {
    private final Subscriber subscriber;
    private final BrokerSettings settings;
    private final Map<Message, WorkQueue.Entry> unsettled = new LinkedHashMap<>();
    private long unsettledBytes;

    Consumer(Subscriber subscriber, BrokerSettings settings) {
        this.subscriber = subscriber;
        this.settings = settings;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    boolean hasRoom() {
        return unsettled.isEmpty()
                || (unsettled.size() < settings.unackedMessages() && unsettledBytes < settings.unackedBytes());
    }

    void deliver(WorkQueue.Entry entry) {
        unsettled.put(entry.message(), entry);
        unsettledBytes += entry.message().weight();
        subscriber.deliver(entry.message());
    }

    WorkQueue.@Nullable Entry take(Message message) {
        WorkQueue.Entry entry = unsettled.remove(message);
        if (entry != null) {
            unsettledBytes -= message.weight();
        }
        return entry;
    }

    Collection<WorkQueue.Entry> takeAll() {
        return List.copyOf(unsettled.values());
    }
}
