package io.github.stampedestomp.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever completes it, the application's threads do what is to be done, and none of them is needed to wait. */
class ToldFutureTest {
    private static final String VALUE = "value";

    private final Application application = new Application();
    private final ToldFuture<String> future = new ToldFuture<>(application);
    private int runs;
    private boolean ranElsewhere;

    /** One way to do something with the outcome, by a function that takes note of where it runs. */
    private record Way(String name, Then then) {
        interface Then {
            CompletionStage<?> begin(ToldFutureTest test, CompletionStage<String> of);
        }

        void complete(CompletableFuture<String> future) {
            if (name.startsWith("exceptionally")) {
                future.completeExceptionally(new IllegalStateException("no"));
            } else {
                future.complete(VALUE);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Way> ways() {
        return List.of(
                new Way("thenApply", (test, of) -> of.thenApply(value -> test.note())),
                new Way("thenAccept", (test, of) -> of.thenAccept(value -> test.note())),
                new Way("thenRun", (test, of) -> of.thenRun(test::note)),
                new Way("thenCombine", (test, of) -> of.thenCombine(done(), (value, other) -> test.note())),
                new Way("thenAcceptBoth", (test, of) -> of.thenAcceptBoth(done(), (value, other) -> test.note())),
                new Way("runAfterBoth", (test, of) -> of.runAfterBoth(done(), test::note)),
                new Way("applyToEither", (test, of) -> of.applyToEither(never(), value -> test.note())),
                new Way("acceptEither", (test, of) -> of.acceptEither(never(), value -> test.note())),
                new Way("runAfterEither", (test, of) -> of.runAfterEither(never(), test::note)),
                new Way("thenCompose", (test, of) -> of.thenCompose(value -> noted(test))),
                new Way("whenComplete", (test, of) -> of.whenComplete((value, fault) -> test.note())),
                new Way("handle", (test, of) -> of.handle((value, fault) -> test.note())),
                new Way("exceptionally", (test, of) -> of.exceptionally(fault -> test.note())),
                new Way("exceptionallyCompose", (test, of) -> of.exceptionallyCompose(fault -> noted(test))));
    }

    private static CompletionStage<String> noted(ToldFutureTest test) {
        return CompletableFuture.completedFuture(test.note());
    }

    private static CompletionStage<String> done() {
        return CompletableFuture.completedFuture(VALUE);
    }

    private static CompletionStage<String> never() {
        return new CompletableFuture<>();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsDoneOnceItIsCompleteIsDoneByTheApplicationNotByWhoCompletesIt(Way way) {
        CompletionStage<?> after = way.then().begin(this, future);
        way.complete(future);
        assertDoneByTheApplicationAlone(after);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsDoneAsItIsCompleteAlreadyIsDoneByTheApplicationNotByWhoAsksForIt(Way way) {
        way.complete(future);
        assertDoneByTheApplicationAlone(way.then().begin(this, future));
    }

    /** Each stage asks the application anew, so that a task that is run does nothing but its own stage. */
    @ParameterizedTest
    @MethodSource("ways")
    void whatIsDoneBehindSomethingElseIsDoneByTheApplicationToo(Way way) {
        CompletionStage<?> first = way.then().begin(this, future);
        CompletionStage<?> second = first.thenRun(this::note);
        CompletionStage<?> third = second.thenRun(this::note);
        way.complete(future);
        for (int done = 1; done <= 3; done++) {
            assertThat(third.toCompletableFuture()).isNotDone();
            application.runOne();
            assertThat(runs).isEqualTo(done);
        }
        assertThat(third.toCompletableFuture()).isDone();
        assertThat(ranElsewhere).isFalse();
    }

    @Test
    @Timeout(60)
    void whoWaitsForItNeedsNoThreadOfTheApplication() throws Exception {
        Thread other = new Thread(() -> future.complete(VALUE));
        other.start();
        assertThat(future.join()).isEqualTo(VALUE);
        assertThat(future.get()).isEqualTo(VALUE);
        assertThat(application.isAsked()).isFalse();
        other.join();
    }

    private void assertDoneByTheApplicationAlone(CompletionStage<?> after) {
        assertThat(runs).isZero();
        assertThat(after.toCompletableFuture()).isNotDone();
        application.runOne();
        assertThat(runs).isEqualTo(1);
        assertThat(ranElsewhere).isFalse();
        assertThat(after.toCompletableFuture()).isDone();
    }

    private String note() {
        runs++;
        ranElsewhere |= !application.isRunning();
        return VALUE;
    }

    /** Keeps what it is to run until the test says so. */
    private static final class Application implements Executor {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private boolean isRunning;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void runOne() {
            isRunning = true;
            tasks.remove().run();
            isRunning = false;
        }

        boolean isRunning() {
            return isRunning;
        }

        boolean isAsked() {
            return !tasks.isEmpty();
        }
    }
}
