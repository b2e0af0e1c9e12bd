package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What of a client's frames the broker has not vouched for yet: the receipt of each waits for that. A broker in memory vouches at
 * once.
 *
 * <p>Belongs to the thread of the session.
 */
final class Confirmations {
    private final Member.Session session;
    private final Executor ownThread;
    private final List<Runnable> afterwards = new ArrayList<>(0);
    private int awaited;

    Confirmations(Member.Session session, Executor ownThread) {
        this.session = session;
        this.ownThread = ownThread;
    }

    /** Lets a frame be confirmed once the broker has done what it asks for, or answers the frame's fault if it has not. */
    void await(CompletionStage<Void> done, Frame frame, Runnable receipt) {
        if (done == Broker.CONFIRMED) {
            receipt.run();
            return;
        }
        awaited++;
        done.whenComplete((nothing, fault) -> ownThread.execute(() -> settle(frame, receipt, fault)));
    }

    /** Lets a frame be confirmed once the broker has done several things. */
    void awaitAll(List<CompletionStage<Void>> done, Frame frame, Runnable receipt) {
        List<CompletableFuture<Void>> open = new ArrayList<>(0);
        for (CompletionStage<Void> each : done) {
            if (each != Broker.CONFIRMED) {
                open.add(each.toCompletableFuture());
            }
        }
        if (open.isEmpty()) {
            receipt.run();
        } else {
            CompletableFuture<Void> all = CompletableFuture.allOf(open.toArray(new CompletableFuture<?>[0]));
            await(all, frame, receipt);
        }
    }

    private void settle(Frame frame, Runnable receipt, @Nullable Throwable fault) {
        awaited--;
        session.lateStepFor(
                frame,
                fault == null
                        ? receipt
                        : () -> {
                            throw asProtocolException(
                                    fault); // which ends the session, and so all that was to come afterwards
                        });
        if (awaited == 0) {
            List<Runnable> due = List.copyOf(afterwards);
            afterwards.clear();
            due.forEach(Runnable::run);
        }
    }

    /** Does something when nothing is awaited any more. */
    void afterwards(Runnable task) {
        if (awaited == 0) {
            task.run();
        } else {
            afterwards.add(task);
        }
    }

    /** What is no fault of the client, nor a word of the broker, is ours, and answered like one. */
    private static RuntimeException asProtocolException(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof ProtocolException known ? known : new IllegalStateException("the broker failed", cause);
    }
}
