package io.github.stampedestomp.server.websocket;

/**
 * How much a client may put into one message.
 *
 * @param bytes the most bytes
 * @param fragments the most fragments, RFC 6455, chapter 5.4
 */
public record MessageLimits(int bytes, int fragments) {
    /** How many fragments there may be unless somebody wants more. */
    public static final int FRAGMENTS = 256;
}
