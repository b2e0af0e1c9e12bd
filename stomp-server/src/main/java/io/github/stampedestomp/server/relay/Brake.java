package io.github.stampedestomp.server.relay;

import io.github.stampedestomp.broker.Publisher;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import java.time.Duration;

/** Stands for the broker where subscribers do not keep up with a publisher: while one is behind, nothing more is taken. */
final class Brake implements Publisher {
    /** One that does not keep up at all holds the broker for so long at most. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Uplink link;
    private final Timer end;
    private int holds;

    Brake(EventLoop loop, Uplink link) {
        this.loop = loop;
        this.link = link;
        this.end = loop.timer(link::resume);
    }

    @Override
    public void hold() {
        loop.execute(() -> {
            holds++;
            if (holds == 1) {
                link.pause();
                end.in(LONGEST_PAUSE);
            }
        });
    }

    @Override
    public void release() {
        loop.execute(() -> {
            holds--;
            if (holds == 0) {
                end.cancel();
                link.resume();
            }
        });
    }

    /** The connection is gone; the next one begins to take. */
    void reset() {
        end.cancel();
    }
}
