package io.github.stampedestomp.server;

/** A client that speaks STOMP over whatever carries it: frames in wire text, with {@code ^@} for NUL. */
interface StompClient extends AutoCloseable {
    /** What comes instead of a frame once the server has closed the session. */
    String CLOSED = "closed";

    /** Sends one frame. */
    void send(String frame);

    /** {@return the next frame, or {@link #CLOSED}} */
    String next();

    @Override
    void close();
}
