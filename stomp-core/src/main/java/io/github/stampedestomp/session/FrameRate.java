package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Limit;
import org.jspecify.annotations.Nullable;

/** How fast one client may send frames. Belongs to the thread of its session. */
final class FrameRate {
    private final Pace own;
    private final @Nullable Pace ofAddress;
    private final Runnable atEnd;
    private Limit exceeded = Limit.FRAMES_PER_SECOND;

    FrameRate(Pace own, @Nullable Pace ofAddress, Runnable atEnd) {
        this.own = own;
        this.ofAddress = ofAddress;
        this.atEnd = atEnd;
    }

    /** Counts a frame. {@return for how many nanoseconds no other should be carried out, 0 if the next may follow at once} */
    long take(long now) {
        long wait = own.take(now);
        exceeded = Limit.FRAMES_PER_SECOND;
        long waitOfAddress = ofAddress == null ? 0 : ofAddress.take(now);
        if (waitOfAddress > wait) {
            wait = waitOfAddress;
            exceeded = Limit.FRAMES_PER_SECOND_PER_ADDRESS;
        }
        return Math.max(0, wait);
    }

    /** {@return the limit for which the last frame has to be followed by a pause} */
    Limit exceeded() {
        return exceeded;
    }

    void end() {
        atEnd.run();
    }
}
