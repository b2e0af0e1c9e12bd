package io.github.stampedestomp.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.server.monitor.Watch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the application, on its threads, how the external broker is: one change after the other, in order. */
final class BrokerNews {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerNews.class);
    /** A listener that takes very long is spared the oldest: even, as what was lost is always found again. */
    private static final int MOST_UNTOLD = 16;

    private final BrokerListener listener;
    private final Watch watch;
    private final Executor application;

    @GuardedBy("this")
    private final Deque<Optional<String>> untold = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean isTelling;

    BrokerNews(BrokerListener listener, Watch watch, Executor application) {
        this.listener = listener;
        this.watch = watch;
        this.application = application;
    }

    /** Takes note that the broker cannot be used, or can be again. */
    void changed(Optional<String> obstacle) {
        watch.brokerChanged(obstacle);
        synchronized (this) {
            if (untold.size() == MOST_UNTOLD) {
                untold.remove();
                untold.remove();
            }
            untold.add(obstacle);
            if (isTelling) {
                return;
            }
            isTelling = true;
        }
        try {
            application.execute(this::tellAll);
        } catch (RuntimeException | Error e) { // most of all, RejectedExecutionException
            LOG.warn("nobody can be told that the broker {}: {}", obstacle.orElse("can be used again"), e.toString());
            forget();
        }
    }

    private synchronized void forget() {
        isTelling = false;
        untold.clear();
    }

    private void tellAll() {
        while (hasNext()) {
            try {
                listener.changed(next());
            } catch (Throwable e) { // the application's fault must not keep it from hearing the rest
                LOG.error("a listener to changes of the broker has failed", e);
            }
        }
    }

    private synchronized boolean hasNext() {
        isTelling = !untold.isEmpty();
        return isTelling;
    }

    private synchronized Optional<String> next() {
        return untold.remove();
    }
}
