package io.github.stampedestomp.session;

import java.util.concurrent.TimeUnit;

/** Asks a connection to look at the time, as rarely as will do. */
final class Alarm {
    private static final long SOONEST = TimeUnit.MILLISECONDS.toNanos(1);

    private final Connection connection;
    private long at;
    private boolean isSet;

    Alarm(Connection connection) {
        this.connection = connection;
    }

    /** Asks for a look once a time has passed, unless an earlier one was asked for. */
    void setIn(long due, long now) {
        long next = now + Math.max(due, SOONEST);
        boolean isEarlier = !isSet || next - at < 0; // the clock may overflow
        if (due < Long.MAX_VALUE && isEarlier) {
            isSet = true;
            at = next;
            connection.schedule(next);
        }
    }

    /** Takes note that the connection is looking. */
    void rang() {
        isSet = false;
    }

    /** Asks for no look any more, until it is set again. */
    void end() {
        isSet = false;
        connection.schedule(Long.MAX_VALUE);
    }
}
