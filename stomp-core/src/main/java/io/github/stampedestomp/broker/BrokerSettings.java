package io.github.stampedestomp.broker;

/**
 * What a {@link MemoryBroker} is told.
 *
 * @param topicPrefix what the destinations of topics begin with
 * @param queuePrefix what the destinations of queues begin with
 * @param destinationCharacters the longest destination
 * @param queueMessages how many messages may wait in one queue
 * @param queueBytes how many bytes may wait in one queue
 * @param allQueuesBytes how many bytes may wait in all queues together
 * @param unackedMessages how many messages a consumer of a queue may leave unacknowledged before it gets no more
 * @param unackedBytes how many bytes a consumer of a queue may leave unacknowledged before it gets no more
 * @param destinations how many distinct destinations may be subscribed to or hold messages
 * @param subscriptions how many subscriptions there may be
 */
public record BrokerSettings(
        String topicPrefix,
        String queuePrefix,
        int destinationCharacters,
        int queueMessages,
        long queueBytes,
        long allQueuesBytes,
        int unackedMessages,
        long unackedBytes,
        int destinations,
        int subscriptions) {
    /**
     * Topics at {@code /topic/}, queues at {@code /queue/}, destinations of 255 characters, 10,000 messages or 16 MiB in
     * a queue, 64 MiB in all queues, 1,000 messages or 128 KiB unacknowledged, 200,000 destinations, 1,000,000
     * subscriptions.
     */
    public static final BrokerSettings DEFAULT = new BrokerSettings(
            "/topic/", "/queue/", 255, 10_000, 16L << 20, 64L << 20, 1000, 128L << 10, 200_000, 1_000_000);
}
