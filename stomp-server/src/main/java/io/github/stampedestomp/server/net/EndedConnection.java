package io.github.stampedestomp.server.net;

import java.time.Duration;

/**
 * What there is to say of a connection at its end.
 *
 * @param remoteAddress the peer's address as numbers
 * @param reason why it has ended, in a few words
 * @param time how long it was open
 * @param receivedBytes how many bytes have come
 * @param sentBytes how many bytes the network has taken
 */
public record EndedConnection(String remoteAddress, String reason, Duration time, long receivedBytes, long sentBytes) {}
