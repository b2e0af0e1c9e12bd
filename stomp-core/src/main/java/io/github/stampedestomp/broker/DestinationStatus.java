package io.github.stampedestomp.broker;

/**
 * What a broker knows of a destination at a moment.
 *
 * @param destination the destination, or the pattern that subscribers gave
 * @param subscribers how many subscriptions it has
 * @param waitingMessages how many messages wait in it; none do in a topic
 */
public record DestinationStatus(String destination, int subscribers, int waitingMessages) {}
