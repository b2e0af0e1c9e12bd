package io.github.stampedestomp.server.net;

import java.time.Duration;

/**
 * Whom a port lets in, and who is believed to speak for others.
 *
 * @param connections how many connections there may be, if the system has descriptors for so many
 * @param connectionsPerAddress how many of them may come from one address, or one network of 64 bits
 * @param proxyProtocol peers that begin every connection with a header of the PROXY protocol
 * @param trustedProxies peers that say in each request for whom it is
 * @param handshakeTime how long the header of the PROXY protocol may take to arrive
 */
public record Admission(
        int connections,
        int connectionsPerAddress,
        IpRanges proxyProtocol,
        IpRanges trustedProxies,
        Duration handshakeTime) {

    /** {@return the admission of so many connections, each of which speaks for itself} */
    public static Admission upTo(int connections) {
        return new Admission(connections, Integer.MAX_VALUE, IpRanges.NONE, IpRanges.NONE, Duration.ofSeconds(10));
    }

    /** {@return the same for fewer connections, if there cannot be so many} */
    Admission atMost(int possible) {
        return new Admission(
                Math.min(possible, connections), connectionsPerAddress, proxyProtocol, trustedProxies, handshakeTime);
    }
}
