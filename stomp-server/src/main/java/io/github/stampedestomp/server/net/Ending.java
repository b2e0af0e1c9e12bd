package io.github.stampedestomp.server.net;

import java.time.Duration;

/**
 * How far one connection has come on its way to the end: what waits is still written, and then the peer has a moment to read it and
 * to end its side.
 */
final class Ending {
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LINGER = Duration.ofSeconds(1);

    private enum State {
        /** Bytes go both ways. */
        OPEN,
        /** What waits is still written; what comes is thrown away. */
        FLUSHING,
        /** Our side has ended; the peer may still read, and end its side. */
        LINGERING,
        CLOSED
    }

    private final TcpConnection connection;
    private final SocketWriter writer;
    private final Timer timer;
    private State state = State.OPEN;
    private String reason = "";

    Ending(TcpConnection connection, SocketWriter writer) {
        this.connection = connection;
        this.writer = writer;
        this.timer = connection.timer(this::timeIsOver);
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isFlushing() {
        return state == State.FLUSHING;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Nothing more is to be sent than what waits. */
    void flush(String why) {
        state = State.FLUSHING;
        reason = why;
        timer.in(patienceLeft().compareTo(LINGER) > 0 ? patienceLeft() : LINGER);
    }

    /** Our side has ended. */
    void linger() {
        state = State.LINGERING;
        timer.in(LINGER);
    }

    /** Nothing is left to wait for. */
    void finish() {
        connection.close(reason);
    }

    /** {@return why the connection has ended, which is why it began to} */
    String close(String why) {
        reason = isOpen() ? why : reason;
        state = State.CLOSED;
        return reason;
    }

    private void timeIsOver() {
        if (isFlushing() && patienceLeft().compareTo(Duration.ZERO) > 0) {
            timer.in(patienceLeft());
        } else {
            finish();
        }
    }

    /** {@return for how much longer the network may take nothing of what waits} */
    private Duration patienceLeft() {
        return FLUSH_PATIENCE.minus(writer.stuckFor());
    }
}
