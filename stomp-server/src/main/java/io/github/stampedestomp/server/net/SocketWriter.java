package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes what waits for one socket, and knows for how long the network has taken nothing of it. */
final class SocketWriter {
    private final SocketChannel channel;
    private final LongSupplier clock;
    private final WriteQueue queue = new WriteQueue();
    private @Nullable TlsChannel tls;
    private boolean full;
    private long progressAt;
    /** Whether nothing of what waits was offered yet. */
    private boolean isFresh;

    private long writes;

    SocketWriter(SocketChannel channel, LongSupplier clock) {
        this.channel = channel;
        this.clock = clock;
        this.progressAt = clock.getAsLong();
    }

    /** {@return how often the network was offered something} */
    long writes() {
        return writes;
    }

    WriteQueue queue() {
        return queue;
    }

    /** Writes what waits in records of TLS from now on. */
    void secure(TlsChannel own) {
        tls = own;
    }

    /** {@return whether nothing waits, neither plain bytes nor records} */
    boolean isEmpty() {
        return queue.isEmpty() && (tls == null || !tls.hasOutput());
    }

    void add(ByteBuffer wire) {
        isFresh = isFresh || isEmpty();
        queue.add(wire);
    }

    /** {@return whether there is something to write and room for it} */
    boolean canWrite() {
        return !full && !isEmpty();
    }

    /** {@return whether the last write has filled the socket} */
    boolean isFull() {
        return full;
    }

    /** Learns that the socket has room again. */
    void drained() {
        full = false;
    }

    /** {@return for how long the network has taken nothing of what waits} */
    Duration stuckFor() {
        return isFresh ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - progressAt);
    }

    /**
     * Writes with one call as much of what waits as is gathered at once, or, secured, as a few records hold.
     *
     * @return whether the network has taken anything
     */
    boolean write(Gathering gathering) throws IOException {
        int taken = tls == null ? writePlain(gathering) : writeRecords(tls);
        if (taken > 0 || isFresh) {
            progressAt = clock.getAsLong();
        }
        isFresh = false;
        return taken > 0;
    }

    /** {@return whether the end of what is sent has to be told, and so waits now} */
    boolean endSecurely() {
        boolean waits = tls != null && tls.endOutput();
        isFresh = isFresh || waits;
        return waits;
    }

    /** Tells the end of what was sent if nothing of it is lost, and the socket takes it. */
    void endQuietly() {
        try {
            if (tls != null && !full && isEmpty() && tls.endOutput()) {
                writeRecords(tls);
            }
        } catch (IOException e) {
            full = true; // the peer has gone already
        }
    }

    private int writePlain(Gathering gathering) throws IOException {
        gathering.gather(queue);
        writes++;
        int taken = gathering.writeTo(channel);
        queue.taken(taken);
        full = gathering.hasRemaining();
        return taken;
    }

    private int writeRecords(TlsChannel secured) throws IOException {
        ByteBuffer records = secured.records(queue);
        writes++;
        int taken = channel.write(records);
        queue.sent(secured.written(taken, records));
        full = records.hasRemaining();
        return taken;
    }
}
