package io.github.stampedestomp.server.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two loops with a clock moved by hand, which stop with the test. */
public final class RunningLoops implements AutoCloseable {
    private static final int COUNT = 2;

    public final HandClock clock = new HandClock();
    public final EventLoops loops;

    public RunningLoops() {
        try {
            loops = EventLoops.start(COUNT, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Moves the clock and waits until every loop has seen it. */
    public void advance(Duration duration) {
        clock.add(duration);
        runTimers();
        turn();
    }

    /** Waits until every loop has run its timers by the clock as it is now, however busy it was when the clock moved. */
    private void runTimers() {
        CountDownLatch run = new CountDownLatch(COUNT);
        for (int i = 0; i < COUNT; i++) {
            EventLoop loop = loops.next();
            loop.execute(() -> loop.timer(run::countDown).in(Duration.ZERO));
        }
        await(run);
    }

    /** Waits until every loop has done all it had to do by now. */
    public void turn() {
        CountDownLatch turned = new CountDownLatch(COUNT);
        for (int i = 0; i < COUNT; i++) {
            loops.next().execute(turned::countDown);
        }
        await(turned);
    }

    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened for half a minute");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        loops.stop(Duration.ZERO);
    }
}
