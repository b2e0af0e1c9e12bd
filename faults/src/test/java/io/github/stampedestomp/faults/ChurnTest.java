package io.github.stampedestomp.faults;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Clients that come and go. */
@Tag("fault")
class ChurnTest {
    private static final int AT_A_TIME = 50;

    @Test
    @ResourceLock("processor")
    void stormsOfClientsThatComeAndGoLeaveNothingBehind() throws Exception {
        int cycles = Amounts.of(2000, 300);
        try (ServerProcess server = ServerProcess.start();
                Swarm swarm = Swarm.to(server.port());
                Trial trial = Trial.begin(
                        "3 times " + cycles + " clients that connect, subscribe and go, half of them by a reset",
                        server,
                        () -> storm(swarm, 200))) {
            for (int round = 0; round < 3; round++) {
                storm(swarm, cycles);
                trial.sample();
                trial.awaitAsBefore();
            }
            trial.assertEndured();
        }
    }

    private static void storm(Swarm swarm, int cycles) throws IOException {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(cycles);
        for (int i = 0; i < AT_A_TIME; i++) {
            swarm.execute(() -> next(swarm, begun, cycles, done));
        }
        try {
            if (!done.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError(done.getCount() + " clients have not been served");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void next(Swarm swarm, AtomicInteger begun, int cycles, CountDownLatch done) {
        int number = begun.getAndIncrement();
        if (number >= cycles) {
            return;
        }
        Visitor visitor = new Visitor(number % 2 == 0, () -> {
            done.countDown();
            next(swarm, begun, cycles, done);
        });
        visitor.talk = Way.WEBSOCKET.talk(swarm, visitor);
    }

    /** One who comes, subscribes and goes. */
    private static final class Visitor implements Talk.Ear {
        private final boolean orderly;
        private final Runnable gone;
        private Talk talk;

        private Visitor(boolean orderly, Runnable gone) {
            this.orderly = orderly;
            this.gone = gone;
        }

        @Override
        public void opened() {
            talk.say("CONNECT\naccept-version:1.2\nhost:localhost\n\n^@"
                    + "SUBSCRIBE\nid:0\ndestination:/topic/storm\nreceipt:here\n\n^@");
        }

        @Override
        public void heard(String frame) {
            if (frame.startsWith("RECEIPT\n")) {
                if (orderly) {
                    talk.leave();
                } else {
                    talk.breakOff();
                }
                gone.run();
            }
        }

        @Override
        public void over(String why) {
            System.err.println("a visitor was sent away: " + why); // and so the latch stays
        }
    }
}
