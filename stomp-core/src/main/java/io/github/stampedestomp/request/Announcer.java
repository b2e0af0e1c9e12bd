package io.github.stampedestomp.request;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application what the network has said, away from the thread that others need: whatever the application does with it
 * may block.
 */
public final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final Executor application;
    private final Executor own;

    /**
     * Prepares.
     *
     * @param application runs what the application does when it is told
     * @param own tells it: never a thread that may wait for what is told here, as those of the application may
     */
    public Announcer(Executor application, Executor own) {
        this.application = task -> {
            try {
                application.execute(task);
            } catch (RejectedExecutionException e) {
                task.run(); // on the thread of whoever tells, who can bear it
            }
        };
        this.own = own;
    }

    /**
     * {@return the same, for the application}
     *
     * @param translate makes what the application gets of a fault
     */
    CompletionStage<Void> announce(CompletionStage<Void> done, Function<Throwable, RuntimeException> translate) {
        ToldFuture<Void> told = new ToldFuture<>(application);
        done.whenComplete(
                (nothing, fault) -> announce(() -> tell(told, fault == null ? null : translate.apply(fault))));
        return told;
    }

    private void announce(Runnable telling) {
        try {
            own.execute(telling);
        } catch (RuntimeException | Error e) { // no thread is to be had, and who waits must not wait for ever
            LOG.warn("what the broker has said is told on its own thread: {}", e.toString());
            telling.run();
        }
    }

    private static void tell(CompletableFuture<Void> told, @Nullable RuntimeException fault) {
        if (fault == null) {
            told.complete(null);
        } else {
            told.completeExceptionally(fault);
        }
    }
}
