package io.github.stampedestomp.session;

import io.github.stampedestomp.codec.ByteSink;
import io.github.stampedestomp.codec.Carrier;

/**
 * What carries the bytes of one client: a WebSocket, a SockJS session or whatever else a server mounts the core on.
 *
 * <p>A connection belongs to one thread, on which it calls its {@link StompSession} and is called by it. Only
 * {@link #wake}, {@link #execute} and {@link #unsentBytes} may be called by any thread.
 *
 * <p>After {@link #wake} it calls {@link StompSession#drain}, and whenever the network has taken bytes {@link
 * StompSession#sent}. What it is given to send after its end it drops.
 */
public interface Connection extends ByteSink {
    /** {@return what the client said when it opened this connection} */
    Handshake handshake();

    /** {@return how frames are wrapped for this connection; the session's answers to what just came use it} */
    Carrier carrier();

    /** {@return how many bytes were given to {@link #send} that the network has not taken yet; perhaps a little stale} */
    long unsentBytes();

    /** {@return how many bytes the network has taken since the connection was opened} */
    long sentBytes();

    /**
     * Learns that the client was let in.
     *
     * @param heartBeat the heart-beats that were agreed on, so that a connection knows whether it needs some of its own
     */
    default void letIn(HeartBeat heartBeat) {}

    /** Stops reading from the client until {@link #resumeReading}. What was read already may still be received. */
    void pauseReading();

    /** Reads from the client again. */
    void resumeReading();

    /**
     * Asks for {@link StompSession#onTime} once the clock has reached a time, even if the connection is closed by then.
     * Replaces what was asked for before.
     *
     * @param nanoTime a time of the session's clock, or {@code Long.MAX_VALUE} for never
     */
    void schedule(long nanoTime);

    /** Asks for {@link StompSession#drain} soon, on this connection's thread. */
    void wake();

    /** Runs a task soon, on this connection's thread, even if the connection is closed by then. */
    void execute(Runnable task);

    /**
     * Closes the connection after everything given to {@link #send} has left. Further calls do nothing.
     *
     * @param code the close code of RFC 6455, chapter 7.4
     * @param reason a short sentence for the peer, at most 123 bytes of UTF-8
     */
    void close(int code, String reason);
}
