package io.github.stampedestomp.broker;

/**
 * How much a broker has to remember at a moment.
 *
 * @param destinations how many destinations have subscribers or messages
 * @param subscriptions how many subscriptions there are
 * @param queuedMessages how many messages wait in queues for a consumer
 * @param queuedBytes how many bytes the messages in queues have, those included that a consumer has not acknowledged yet
 */
public record BrokerStatus(long destinations, long subscriptions, long queuedMessages, long queuedBytes) {}
