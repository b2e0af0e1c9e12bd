package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pool that runs the application's code where there are no virtual threads. */
class ApplicationThreadsTest {
    private static final int MOST = 256;
    private static final int PATIENCE_SECONDS = 30;

    private final GrowingPool pool = ApplicationThreads.pool("stampede-application-", Duration.ofMillis(1));
    private final CountDownLatch mayReturn = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() throws InterruptedException {
        mayReturn.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private void block() {
        threads.add(Thread.currentThread());
        try {
            mayReturn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        done.incrementAndGet();
    }

    @Test
    void itGrowsWithWhatBlocksAndThenQueues() {
        for (int i = 0; i < MOST; i++) {
            pool.execute(this::block);
        }
        Await.until("each task has a thread", () -> threads.size() == MOST);
        assertThat(pool.waiting()).isZero();
        for (int i = 0; i < 1000; i++) {
            pool.execute(this::block);
        }
        assertThat(pool.size()).isEqualTo(MOST);
        assertThat(pool.waiting()).isEqualTo(1000);
        assertThat(done).hasValue(0);
        mayReturn.countDown();
        Await.until("all tasks are done", () -> done.get() == MOST + 1000);
        assertThat(threads).hasSize(MOST);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aThreadThatIsFreeIsUsedAgain() {
        GrowingPool lasting = ApplicationThreads.pool("stampede-application-", Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            lasting.execute(() -> {
                threads.add(Thread.currentThread());
                ran.countDown();
            });
            awaitQuietly(ran);
            Await.until("the thread is free again", () -> lasting.idle() == lasting.size());
        }
        lasting.shutdown();
        assertThat(threads).hasSize(1);
    }

    @Test
    void afterTheEndItTakesNothingButFinishesWhatItHas() {
        for (int i = 0; i < MOST + 10; i++) {
            pool.execute(this::block);
        }
        pool.shutdown();
        assertThatThrownBy(() -> pool.execute(this::block))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the server has stopped");
        mayReturn.countDown();
        Await.until("what was taken is done", () -> done.get() == MOST + 10);
    }

    @Test
    void threadsThatAreIdleGo() {
        for (int i = 0; i < 20; i++) {
            pool.execute(this::block);
        }
        Await.until("each task has a thread", () -> threads.size() == 20);
        mayReturn.countDown();
        Await.until("no thread is left", () -> threads.stream().noneMatch(Thread::isAlive));
        pool.execute(done::incrementAndGet);
        Await.until("another one has come", () -> done.get() == 21);
    }

    @Test
    void aTaskThatFailsCostsNobodyElseTheThread() {
        CountDownLatch ran = new CountDownLatch(1);
        pool.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
            throw new IllegalStateException("on purpose");
        });
        pool.execute(ran::countDown);
        awaitQuietly(ran);
    }

    @Test
    void theThreadsDoNotKeepTheProgramAlive() {
        CountDownLatch ran = new CountDownLatch(1);
        ExecutorService own = ApplicationThreads.start();
        own.execute(() -> {
            threads.add(Thread.currentThread());
            ran.countDown();
        });
        awaitQuietly(ran);
        own.shutdown();
        assertThat(threads).allMatch(Thread::isDaemon);
    }
}
