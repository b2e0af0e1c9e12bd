package io.github.stampedestomp.server.http;

import java.time.Duration;

/**
 * How much and how long a client may keep the server busy.
 *
 * @param headBytes the most bytes of a request line and its headers together
 * @param headers the most headers of a request
 * @param bodyBytes the most bytes of a body
 * @param headTime how long a request line and its headers may take to arrive, however they trickle
 * @param bodyTime how long a body may take to arrive
 * @param idleTime how long a connection may wait for its next request
 */
public record HttpLimits(
        int headBytes, int headers, int bodyBytes, Duration headTime, Duration bodyTime, Duration idleTime) {
    /** 16 KiB and 100 headers within 10 s, 128 KiB of body within 30 s, 30 s between requests. */
    public static final HttpLimits STANDARD = new HttpLimits(
            16 * 1024, 100, 128 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
}
