package io.github.stampedestomp.session;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Limit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps from sessions what an observer throws: that something is not counted must hurt nobody. Every call is passed on. */
final class GuardedObserver implements SessionObserver {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedObserver.class);

    private final SessionObserver observer;
    /** A log line for each message that cannot be counted would do more harm than the loss. */
    private volatile boolean hasFailed;

    GuardedObserver(SessionObserver observer) {
        this.observer = observer;
    }

    @Override
    public void opened() {
        try {
            observer.opened();
        } catch (Throwable e) {
            report(e);
        }
    }

    @Override
    public void connected() {
        try {
            observer.connected();
        } catch (Throwable e) {
            report(e);
        }
    }

    @Override
    public void received(Command command) {
        try {
            observer.received(command);
        } catch (Throwable e) {
            report(e);
        }
    }

    @Override
    public void delivered(int messages) {
        try {
            observer.delivered(messages);
        } catch (Throwable e) {
            report(e);
        }
    }

    @Override
    public void limitReached(Limit limit) {
        try {
            observer.limitReached(limit);
        } catch (Throwable e) {
            report(e);
        }
    }

    @Override
    public void cutOff(Limit limit, long unsentBytes) {
        try {
            observer.cutOff(limit, unsentBytes);
        } catch (Throwable e) {
            report(e);
        }
    }

    @Override
    public void dropped(SlowReader policy, int messages) {
        try {
            observer.dropped(policy, messages);
        } catch (Throwable e) {
            report(e);
        }
    }

    @Override
    public void ended(EndedSession session) {
        try {
            observer.ended(session);
        } catch (Throwable e) {
            report(e);
        }
    }

    private void report(Throwable thrown) {
        if (!hasFailed) {
            hasFailed = true;
            LOG.error("an observer of sessions has failed, of which no more is told", thrown);
        }
    }
}
