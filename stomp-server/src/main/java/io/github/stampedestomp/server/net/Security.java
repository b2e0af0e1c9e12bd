package io.github.stampedestomp.server.net;

import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * How connections are secured by TLS.
 *
 * @param engines makes the engine of each connection, ready for its side of the handshake
 * @param handshakeTimeout how long a handshake may take, however it trickles
 */
public record Security(Supplier<SSLEngine> engines, Duration handshakeTimeout) {}
