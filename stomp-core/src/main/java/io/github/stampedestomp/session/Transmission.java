package io.github.stampedestomp.session;

import io.github.stampedestomp.codec.FrameEncoder;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a session sends, and when: its own frames, its heart-beats, and whether the client takes them. */
final class Transmission {
    /** Messages become bytes only as fast as the network takes them; until then they are shared and cost little. */
    private static final long READY_BYTES = 64 * 1024;

    private static final ByteBuffer END_OF_LINE = ByteBuffer.wrap(new byte[] {'\n'});
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Connection connection;
    private final Journal journal;
    private final LongSupplier clock;
    private final SendProgress progress;
    /** Before CONNECTED a client cannot know the version, so it is spoken to as one of 1.0. */
    private Version version = Version.V1_0;

    private Liveness liveness;
    /** The session's own frames since the network last kept up. */
    private long ownBytes;

    Transmission(Connection connection, Duration sendTimeout, Journal journal, LongSupplier clock) {
        this.connection = connection;
        this.journal = journal;
        this.clock = clock;
        this.progress = new SendProgress(connection, sendTimeout);
        this.liveness = new Liveness(HeartBeat.NONE, clock.getAsLong());
    }

    /** Speaks an agreed version, with agreed heart-beats, from here on. */
    void agree(Version agreed, HeartBeat heartBeat) {
        version = agreed;
        liveness = new Liveness(heartBeat, clock.getAsLong());
    }

    void send(Frame frame) {
        journal.sent(frame);
        send(FrameEncoder.encode(frame, version));
    }

    /** Refuses a client that has been silent for too long, and sends it a heart-beat if one is due. */
    void onTime(long now) {
        if (liveness.isSilent(now)) {
            throw ProtocolException.heartBeatMissed(liveness.silenceAllowed().toMillis());
        }
        if (liveness.owesHeartBeat(now)) {
            sendHeartBeat(now);
        }
    }

    /** {@return in how many nanoseconds to look at the time} */
    long dueIn(long now) {
        return Math.min(liveness.dueIn(now), progress.dueIn(now));
    }

    private void sendHeartBeat(long now) {
        if (hasRoom()) {
            send(END_OF_LINE);
        } else {
            liveness.sent(now); // what waits tells the client as much, and it may wait for ever
        }
    }

    private void send(ByteBuffer bytes) {
        boolean hadBacklog = connection.unsentBytes() > 0;
        ownBytes = hasRoom() ? 0 : ownBytes + bytes.remaining();
        ByteBuffer rest = connection.carrier().rest(NOTHING);
        ByteBuffer first = connection.carrier().first(bytes, rest, true);
        if (rest.hasRemaining()) {
            connection.send(first, rest);
        } else {
            connection.send(first);
        }
        noteSent(hadBacklog);
    }

    /** {@return whether so little waits in the connection that more messages may be turned into bytes} */
    boolean hasRoom() {
        return connection.unsentBytes() < READY_BYTES;
    }

    /** {@return whether the session's own frames alone exceed what may wait for a client; a long message may} */
    boolean hasOverflowed(long limitBytes) {
        return ownBytes > limitBytes && connection.unsentBytes() > limitBytes;
    }

    /** Takes note that the connection was given something, and whether it lies in a backlog there. */
    void noteSent(boolean hasBacklog) {
        long now = clock.getAsLong();
        liveness.sent(now);
        if (hasBacklog) {
            progress.watch(now);
        }
    }

    SendProgress progress() {
        return progress;
    }

    Liveness liveness() {
        return liveness;
    }
}
