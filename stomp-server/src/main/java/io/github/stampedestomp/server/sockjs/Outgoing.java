package io.github.stampedestomp.server.sockjs;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a session on their way to its client, and the request that receives them, if there is one now.
 *
 * <p>May be used by any thread. Nothing is called under its lock but the wake-up of a receiver's loop.
 */
final class Outgoing {
    /** What became of a request that wants to receive. */
    enum Attachment {
        DONE,
        /** Another request receives already. */
        OCCUPIED,
        /** The session is over and forgotten. */
        TOO_LATE
    }

    /** A frame for a receiver, how its messages are framed, and whether it is the last of the session. */
    record Next(List<ByteBuffer> frame, MessageFraming framing, boolean isLast) {}

    private final MessageFraming framing;
    private final LongSupplier clock;
    private volatile @Nullable Receiver receiver;
    private volatile long waitingBytes;
    private volatile long takenBytes;

    @GuardedBy("this")
    private List<ByteBuffer> waiting = new ArrayList<>();

    @GuardedBy("this")
    private boolean openIsDue = true;

    @GuardedBy("this")
    private @Nullable ByteBuffer closeFrame;

    @GuardedBy("this")
    private boolean isForgotten;

    /** Whether the receiver will look for frames without being woken. */
    @GuardedBy("this")
    private boolean isAwake;

    /** Whether a request has got the last frame; others may get it again, but not for ever. */
    @GuardedBy("this")
    private boolean isLastTaken;

    @GuardedBy("this")
    private long unattendedSince;

    /**
     * Prepares for the first request.
     *
     * @param clock tells the time in nanoseconds
     */
    Outgoing(MessageFraming framing, LongSupplier clock) {
        this.framing = framing;
        this.clock = clock;
        this.unattendedSince = clock.getAsLong();
    }

    MessageFraming framing() {
        return framing;
    }

    /** {@return the request that receives now} */
    @Nullable
    Receiver receiver() {
        return receiver;
    }

    /** {@return how many bytes wait, for a receiver or for the network} */
    long unsentBytes() {
        Receiver current = receiver;
        return waitingBytes + (current == null ? 0 : current.unsentBytes());
    }

    /** {@return how many bytes the network has taken} */
    long sentBytes() {
        Receiver current = receiver;
        return takenBytes - (current == null ? 0 : current.unsentBytes());
    }

    /** Adds a message in one or two parts, unless the session is closed. */
    synchronized void add(ByteBuffer first, @Nullable ByteBuffer rest) {
        if (isForgotten || closeFrame != null) {
            return;
        }
        waiting.add(first);
        waitingBytes += first.remaining();
        if (rest != null) {
            waiting.add(rest);
            waitingBytes += rest.remaining();
        }
        wakeReceiver();
    }

    /** Closes the session behind all that waits. {@return whether it was open} */
    synchronized boolean close(ByteBuffer frame) {
        if (isForgotten || closeFrame != null) {
            return false;
        }
        closeFrame = frame;
        unattendedSince = clock.getAsLong();
        wakeReceiver();
        return true;
    }

    @GuardedBy("this")
    private void wakeReceiver() {
        if (!isAwake && receiver != null) {
            isAwake = true;
            receiver.wake();
        }
    }

    /** Lets a request receive, if none does. */
    synchronized Attachment attach(Receiver next) {
        if (isForgotten) {
            return Attachment.TOO_LATE;
        }
        if (receiver != null) {
            return Attachment.OCCUPIED;
        }
        receiver = next;
        isAwake = true;
        return Attachment.DONE;
    }

    /** {@return the next frame for a receiver, or null if it has to wait until it is woken} */
    synchronized @Nullable Next next(Receiver asking) {
        if (asking != receiver) {
            return null;
        }
        if (openIsDue) {
            openIsDue = false;
            return new Next(List.of(Frames.OPEN), framing, false);
        }
        if (!waiting.isEmpty()) {
            Next next = new Next(Frames.messages(waiting), framing, false);
            takenBytes += waitingBytes;
            forgetWaiting();
            return next;
        }
        isAwake = false;
        isLastTaken = closeFrame != null;
        return closeFrame == null ? null : new Next(List.of(closeFrame), MessageFraming.HTTP, true);
    }

    /** Lets go of a receiver whose response has ended. */
    synchronized void detach(Receiver done) {
        if (done == receiver) {
            receiver = null;
            unattendedSince = isLastTaken ? unattendedSince : clock.getAsLong();
        }
    }

    /**
     * Lets go of a receiver whose client is gone. With it the session ends, as nobody knows what has reached the client; only
     * a close frame can be asked for again.
     *
     * @return whether the session was forgotten
     */
    synchronized boolean lose(Receiver lost) {
        boolean isMine = lost == receiver;
        detach(lost);
        return isMine && closeFrame == null && forget();
    }

    /** {@return for how many nanoseconds no request has received, or since the last frame was taken; 0 if one receives now} */
    synchronized long unattendedNanos() {
        return receiver == null ? clock.getAsLong() - unattendedSince : 0;
    }

    /** Drops everything for good, unless a request receives. {@return whether the session was forgotten by this} */
    synchronized boolean forget() {
        if (isForgotten || receiver != null) {
            return false;
        }
        isForgotten = true;
        forgetWaiting();
        return true;
    }

    @GuardedBy("this")
    private void forgetWaiting() {
        waiting = new ArrayList<>();
        waitingBytes = 0;
    }
}
