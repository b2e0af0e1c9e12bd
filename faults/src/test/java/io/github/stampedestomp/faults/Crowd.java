package io.github.stampedestomp.faults;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Many connections of a swarm that all do the same, and are counted. */
final class Crowd {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Swarm swarm;
    private final List<Link> open = new ArrayList<>();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    /**
     * Connects so many.
     *
     * @param greeting what each does when its connection stands
     */
    Crowd(Swarm swarm, int size, Consumer<Link> greeting) {
        this.swarm = swarm;
        for (int i = 0; i < size; i++) {
            swarm.join(new One(greeting));
        }
        Await.until("all are connected", PATIENCE, () -> connected.get() + ended.get() >= size);
    }

    private final class One implements Swarm.Member {
        private final Consumer<Link> greeting;
        private boolean isAnswered;

        private One(Consumer<Link> greeting) {
            this.greeting = greeting;
        }

        @Override
        public void connected(Link link) {
            open.add(link);
            connected.incrementAndGet();
            greeting.accept(link);
        }

        @Override
        public void received(Link link, ByteBuffer bytes) {
            if (!isAnswered) {
                isAnswered = true;
                answered.incrementAndGet();
            }
        }

        @Override
        public void ended(Link link) {
            open.remove(link);
            ended.incrementAndGet();
        }
    }

    /** {@return how many the server has ended} */
    int ended() {
        return ended.get();
    }

    /** {@return how many have got any answer} */
    int answered() {
        return answered.get();
    }

    /** {@return whether all that was sent has left} */
    boolean isFlushed() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        swarm.execute(() -> answer.complete(open.stream().allMatch(Link::isFlushed)));
        return answer.join();
    }

    void awaitEnded(int count, Duration most) {
        Await.until(count + " were ended by the server", most, () -> ended.get() >= count);
    }

    void awaitAnswered(int count, Duration most) {
        Await.until(count + " were answered", most, () -> answered.get() >= count);
    }

    /** Does something with each that is still there. */
    void each(Consumer<Link> action) {
        swarm.execute(() -> List.copyOf(open).forEach(action));
    }

    /** Does something with each that is still there, again and again. */
    void eachEvery(Duration interval, Consumer<Link> action) {
        swarm.execute(() -> repeat(interval, action));
    }

    private void repeat(Duration interval, Consumer<Link> action) {
        List.copyOf(open).forEach(action);
        if (!open.isEmpty()) {
            swarm.in(interval, () -> repeat(interval, action));
        }
    }
}
