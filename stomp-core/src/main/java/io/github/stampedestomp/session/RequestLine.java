package io.github.stampedestomp.session;

import io.github.stampedestomp.broker.DestinationPattern;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.request.Asker;
import io.github.stampedestomp.request.Failure;
import io.github.stampedestomp.request.Outcome;
import io.github.stampedestomp.request.Reply;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.request.Sender;
import io.github.stampedestomp.user.User;
import io.github.stampedestomp.user.UserDestinations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of one session to the application, one at a time and in order. Requests are added on the session's thread and
 * answered on the application's.
 */
final class RequestLine implements Asker {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLine.class);
    private static final String CORRELATION_ID = "correlation-id";
    private static final String REPLY_TO = "reply-to";
    private static final String REPLIES = UserDestinations.PREFIX + "queue/replies";

    private static final CompletableFuture<@Nullable Void> NOT_ASKED = CompletableFuture.completedFuture(null);

    private final OpenSession session;
    private final Requests requests;
    private final Sender sender;
    private final SerialTasks tasks;
    private final ErrorMessages errors;
    private final Duration answerTimeout;
    private final Runnable timedOut;
    private final Executor ownThread;
    /** How many have not been answered, receipt included. Belongs to the session's thread. */
    private int unanswered;
    /** Whether those that wait must not be answered any more. */
    private volatile boolean isCancelled;

    RequestLine(
            OpenSession session,
            Requests requests,
            Sender sender,
            SerialTasks tasks,
            ErrorMessages errors,
            Duration answerTimeout,
            Runnable timedOut,
            Executor ownThread) {
        this.session = session;
        this.requests = requests;
        this.sender = sender;
        this.tasks = tasks;
        this.errors = errors;
        this.answerTimeout = answerTimeout;
        this.timedOut = timedOut;
        this.ownThread = ownThread;
    }

    @Override
    public @Nullable User user() {
        return session.user().orElse(null);
    }

    @Override
    public String session() {
        return session.id();
    }

    @Override
    public void renew(Instant until) {
        session.renew(until);
    }

    /** {@return whether requests wait or are being answered} */
    boolean isBusy() {
        return unanswered > 0;
    }

    /** Lets go of what waits: the client may not ask any more. What is being answered goes on. */
    void cancel() {
        isCancelled = true;
    }

    /** Refuses a SEND that nobody would answer. */
    void require(Frame frame) {
        prepared(frame);
        replyTo(frame);
    }

    /**
     * Lets SENDs be answered.
     *
     * @param confirmed the frame that is confirmed by that: the SEND itself, or the COMMIT of its transaction
     * @param receipt what to do on the session's thread when all of them have been answered and none has failed
     */
    void ask(List<Frame> frames, Frame confirmed, Runnable receipt) {
        AtomicInteger left = new AtomicInteger(frames.size());
        for (Frame frame : frames) {
            Requests.Prepared request = prepared(frame);
            String replyTo = replyTo(frame);
            add(request, frame, confirmed, outcome -> {
                Reply reply = outcome.reply();
                boolean isSent = reply == null || answer(frame, confirmed, replyTo, reply);
                if (isSent && outcome.failure() == null && left.decrementAndGet() == 0) {
                    ownThread.execute(receipt);
                }
            });
        }
    }

    /** {@return whether an answer could be sent} Where the client wants it is known to be the client's own, but not more. */
    private boolean answer(Frame frame, Frame confirmed, String replyTo, Reply reply) {
        try {
            String rest = replyTo.substring(UserDestinations.PREFIX.length() - 1);
            sender.sendToSession(session.id(), rest, headers(reply, frame), reply.body());
            return true;
        } catch (IllegalArgumentException e) {
            String sentence = ProtocolException.badReplyTo(replyTo).sentence();
            errors.tell(frame, confirmed.header(HeaderName.RECEIPT), sentence, Reply.text(sentence));
            return false;
        }
    }

    /**
     * Lets a SUBSCRIBE be answered.
     *
     * @param receipt what to do on the session's thread when it has been, and has not failed
     */
    void ask(Frame frame, Subscription subscription, Runnable receipt) {
        String destination = subscription.shown();
        Requests.Prepared request = requests.subscribe(this, sender, destination, frame.headers())
                .orElseThrow(() -> ProtocolException.unknownRequest(frame.command(), destination));
        add(request, frame, frame, outcome -> {
            Reply reply = outcome.reply();
            if (outcome.failure() == null) {
                ownThread.execute(() -> {
                    receipt.run();
                    if (reply != null) {
                        subscription.deliver(Message.of(destination, headers(reply, frame), reply.body()));
                    }
                });
            }
        });
    }

    /** Runs a task on the session's thread when all requests so far have been answered. */
    void afterwards(Runnable task) {
        tasks.add(() -> ownThread.execute(task));
    }

    private void add(Requests.Prepared request, Frame frame, Frame confirmed, Consumer<Outcome> then) {
        unanswered++;
        Consumer<Outcome> told = outcome -> {
            try {
                Failure failure = outcome.failure();
                if (failure != null) {
                    errors.tell(frame, confirmed.header(HeaderName.RECEIPT), failure.sentence(), failure.reply());
                }
                then.accept(outcome);
            } catch (RuntimeException e) { // most of all, an answer that cannot be sent
                LOG.error("a request was answered, and nobody can be told", e);
            } finally {
                ownThread.execute(() -> unanswered--);
            }
        };
        tasks.add(
                frame.weight(),
                () -> isCancelled ? NOT_ASKED : inTime(request.run()).thenAccept(told));
    }

    /** A stage that never ends must not keep those behind it waiting. */
    private CompletableFuture<Outcome> inTime(CompletableFuture<Outcome> answer) {
        if (answer.isDone()) {
            return answer;
        }
        return answer.thenApply(Optional::of)
                .completeOnTimeout(Optional.empty(), answerTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(outcome -> outcome.orElseGet(this::tooLate));
    }

    private Outcome tooLate() {
        timedOut.run();
        String sentence = Limit.ANSWER_TIMEOUT.named(
                "the application has not answered within " + answerTimeout.toMillis() + " ms");
        return new Outcome(null, new Failure(sentence, Reply.text(sentence), false));
    }

    private Requests.Prepared prepared(Frame frame) {
        String destination = String.valueOf(frame.header(HeaderName.DESTINATION));
        return requests.send(this, sender, destination, frame.headers(), frame.body())
                .orElseThrow(() -> ProtocolException.unknownRequest(Command.SEND, destination));
    }

    private String replyTo(Frame frame) {
        String asked = frame.header(REPLY_TO);
        String replyTo = asked == null ? REPLIES : session.identity().canonical(asked);
        if (!UserDestinations.isOwn(replyTo) || DestinationPattern.hasWildcard(replyTo)) {
            throw ProtocolException.badReplyTo(replyTo);
        }
        return replyTo;
    }

    private static Headers headers(Reply reply, Frame frame) {
        Headers.Builder headers = new Headers.Builder().add(HeaderName.CONTENT_TYPE, reply.contentType());
        String correlation = frame.header(CORRELATION_ID);
        return (correlation == null ? headers : headers.add(CORRELATION_ID, correlation)).build();
    }
}
