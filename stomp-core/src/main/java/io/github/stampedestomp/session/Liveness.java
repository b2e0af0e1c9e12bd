package io.github.stampedestomp.session;

import java.time.Duration;

/**
 * The agreed heart-beats of one connection: when to send one, and when the other side's silence has lasted too long. Times are
 * nanoseconds of any one clock.
 */
public final class Liveness {
    /** On top of twice the agreed time: what networks and busy clients may take. */
    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    private static final long NEVER = Long.MAX_VALUE;

    private final long sendAfter;
    private final long silenceAllowed;
    private long lastSent;
    private long lastReceived;

    /**
     * Starts both directions.
     *
     * @param agreed what this side sends and receives
     */
    public Liveness(HeartBeat agreed, long now) {
        long send = agreed.send().toNanos();
        long receive = agreed.receive().toNanos();
        // A tenth early, so that the heart-beat has arrived when the client looks for it.
        this.sendAfter = send == 0 ? NEVER : send - send / 10;
        this.silenceAllowed = receive == 0 ? NEVER : 2 * receive + GRACE;
        this.lastSent = now;
        this.lastReceived = now;
    }

    /** Takes note that something was sent. */
    public void sent(long now) {
        lastSent = now;
    }

    /** Takes note that something has come. */
    public void received(long now) {
        lastReceived = now;
    }

    /** {@return whether nothing was sent for so long that a heart-beat is due} */
    public boolean owesHeartBeat(long now) {
        return sendAfter != NEVER && now - lastSent >= sendAfter;
    }

    /** {@return whether the other side has been silent for longer than agreed, with some grace} */
    public boolean isSilent(long now) {
        return silenceAllowed != NEVER && now - lastReceived > silenceAllowed;
    }

    /** {@return how long the other side may be silent} */
    public Duration silenceAllowed() {
        return Duration.ofNanos(silenceAllowed);
    }

    /** {@return in how many nanoseconds something may be due} */
    public long dueIn(long now) {
        long send = sendAfter == NEVER ? NEVER : sendAfter - (now - lastSent);
        long silence = silenceAllowed == NEVER ? NEVER : silenceAllowed - (now - lastReceived) + 1;
        return Math.min(send, silence);
    }
}
