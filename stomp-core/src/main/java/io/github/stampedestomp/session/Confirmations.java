package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What of a client's frames the broker has not vouched for yet: the receipt of each waits for that. A broker in memory vouches at
 * once. Of what waits, nothing is kept but the receipt; and nothing at all of a session that has ended.
 *
 * <p>Belongs to the thread of the session.
 */
final class Confirmations {
    /** A frame that waits. The broker may hold on to it for long. */
    private static final class Awaited {
        private final boolean isSubscribe;
        private final boolean isConfirmed;
        private final Frame confirmed;
        private volatile @Nullable Confirmations owner;

        Awaited(Frame frame, boolean isSubscribe, boolean isConfirmed, Confirmations owner) {
            String receipt = frame.header(HeaderName.RECEIPT);
            this.confirmed =
                    Frame.of(frame.command(), receipt == null ? Headers.of() : Headers.of(HeaderName.RECEIPT, receipt));
            this.isSubscribe = isSubscribe;
            this.isConfirmed = isConfirmed;
            this.owner = owner;
        }

        void done(@Nullable Throwable fault) {
            Confirmations known = owner;
            if (known != null) {
                known.ownThread.execute(() -> known.settle(this, fault));
            }
        }
    }

    private final Member.Session session;
    private final Executor ownThread;
    private final int mostSubscriptions;
    private final Set<Awaited> open = new HashSet<>(2);
    private final List<Runnable> afterwards = new ArrayList<>(0);
    private int subscriptions;

    /**
     * Starts with nothing to wait for.
     *
     * @param mostSubscriptions how many SUBSCRIBEs may wait
     */
    Confirmations(Member.Session session, Executor ownThread, int mostSubscriptions) {
        this.session = session;
        this.ownThread = ownThread;
        this.mostSubscriptions = mostSubscriptions;
    }

    /** Lets a frame be confirmed once the broker has done what it asks for, or answers the frame's fault if it has not. */
    void await(CompletionStage<Void> done, Frame frame, Runnable receipt) {
        if (done == Broker.CONFIRMED) {
            receipt.run();
        } else {
            await(done, new Awaited(frame, false, true, this));
        }
    }

    /** Answers the frame's fault if the broker has not done what it asks for. Its receipt waits for something else. */
    void watch(CompletionStage<Void> done, Frame frame) {
        if (done != Broker.CONFIRMED) {
            await(done, new Awaited(frame, false, false, this));
        }
    }

    /** Lets a SUBSCRIBE be confirmed once the broker has done several things. */
    void awaitAll(List<CompletionStage<Void>> done, Frame frame, Runnable receipt) {
        List<CompletableFuture<Void>> left = new ArrayList<>(0);
        for (CompletionStage<Void> each : done) {
            if (each != Broker.CONFIRMED) {
                left.add(each.toCompletableFuture());
            }
        }
        if (left.isEmpty()) {
            receipt.run();
            return;
        }
        if (subscriptions == mostSubscriptions) {
            throw ProtocolException.tooManySubscriptions(mostSubscriptions);
        }
        subscriptions++;
        await(CompletableFuture.allOf(left.toArray(new CompletableFuture<?>[0])), new Awaited(frame, true, true, this));
    }

    private void await(CompletionStage<Void> done, Awaited frame) {
        open.add(frame);
        done.whenComplete((nothing, fault) -> frame.done(fault));
    }

    private void settle(Awaited frame, @Nullable Throwable fault) {
        if (!open.remove(frame)) {
            return;
        }
        subscriptions -= frame.isSubscribe ? 1 : 0;
        session.lateStepFor(frame.confirmed, () -> {
            if (fault != null) {
                throw asProtocolException(fault); // which ends the session, and so all that was to come afterwards
            }
            if (frame.isConfirmed) {
                session.confirm(frame.confirmed);
            }
        });
        if (!isSendAwaited()) {
            List<Runnable> due = List.copyOf(afterwards);
            afterwards.clear();
            due.forEach(Runnable::run);
        }
    }

    /** Does something when all that was sent is confirmed. */
    void afterwards(Runnable task) {
        if (isSendAwaited()) {
            afterwards.add(task);
        } else {
            task.run();
        }
    }

    private boolean isSendAwaited() {
        return open.size() > subscriptions;
    }

    /** Waits for nothing any more. */
    void end() {
        open.forEach(frame -> frame.owner = null);
        open.clear();
        subscriptions = 0;
        afterwards.clear();
    }

    /** What is no fault of the client, nor a word of the broker, is ours, and answered like one. */
    private static RuntimeException asProtocolException(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        return cause instanceof ProtocolException known ? known : new IllegalStateException("the broker failed", cause);
    }
}
