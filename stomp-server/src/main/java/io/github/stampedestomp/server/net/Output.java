package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What goes on one connection: leaves at the end of the turn of the loop in which it was sent, or sooner, all that waits with one call. */
final class Output {
    private static final int WRITES_PER_TURN = 4;

    private final TcpConnection connection;
    private final SocketWriter writer;
    private final Ending ending;
    private final Traffic traffic;
    private boolean flushWanted;

    Output(TcpConnection connection, SocketWriter writer, Ending ending, Traffic traffic) {
        this.connection = connection;
        this.writer = writer;
        this.ending = ending;
        this.traffic = traffic;
    }

    void send(ByteBuffer wire) {
        writer.add(wire);
        flushSoon();
    }

    void flushSoon() {
        if (!flushWanted && !writer.isFull()) {
            flushWanted = true;
            connection.loop().flushSoon(connection);
        }
    }

    /** Learns that the socket has room again. */
    void drained() throws IOException {
        writer.drained();
        flush();
    }

    void flush() throws IOException {
        flushWanted = true; // what is sent meanwhile leaves with this flush
        for (int i = 0; i < WRITES_PER_TURN && writer.canWrite(); i++) {
            if (writer.write(connection.loop().gathering()) && ending.isOpen()) {
                connection.receiver().writable();
            }
        }
        flushWanted = false;
        traffic.tell();
        if (!ending.isClosed()) {
            connection.updateInterest();
            goOn();
        }
    }

    private void goOn() throws IOException {
        if (!writer.isEmpty() || (ending.isFlushing() && writer.endSecurely())) {
            flushSoon();
        } else if (ending.isFlushing()) {
            connection.endOutput();
        }
    }
}
