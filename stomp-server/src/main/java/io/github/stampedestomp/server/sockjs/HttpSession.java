package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that lives on while its client asks for more by one request after the other.
 *
 * <p>It belongs to the loop of the request that opened it, and so does its conversation. Other requests may come on any
 * loop: they take their frames from {@link Outgoing}, and their messages are handed to the session's loop.
 */
final class HttpSession implements SockJsSession {
    private static final Logger log = LoggerFactory.getLogger(HttpSession.class);
    private static final int INTERNAL_ERROR = 1011;
    private static final String STOPPED = "the server stops";
    /** A client that is still there asks again within a round trip, or two. */
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(1);

    private final Request request;
    private final EventLoop loop;
    private final Consumer<HttpSession> forget;
    private final Owner owner;
    private final Outgoing outgoing;
    private final Timer expiry;
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final AtomicBoolean tellsWritable = new AtomicBoolean();
    private volatile boolean heartbeats = true;
    private volatile boolean longPayloads;
    private volatile boolean ended;
    private volatile boolean isGivenUp;

    // Of the session's thread.
    private final Incoming incoming = new Incoming(this::receive);
    private @Nullable Conversation conversation;
    private Duration patience;
    private long expiryDue;

    /**
     * Prepares a session.
     *
     * @param framing how messages are prepared for the transport that the client has begun with
     * @param loop whose thread the session belongs to
     * @param forget is told when the session is over
     */
    HttpSession(
            Request request,
            MessageFraming framing,
            EventLoop loop,
            SockJsSettings settings,
            Consumer<HttpSession> forget) {
        this.request = request;
        this.loop = loop;
        this.patience = settings.disconnectDelay();
        this.forget = forget;
        this.owner = new Owner(request, settings);
        this.outgoing = new Outgoing(framing, loop::nanoTime);
        this.expiry = loop.timer(this::expireIfUnattended);
    }

    /** Begins the conversation. Called once, on the session's thread. */
    void open(Function<SockJsSession, Conversation> conversations) {
        expireIn(patience.toNanos());
        guard(() -> conversation = conversations.apply(this));
    }

    // ---- what the conversation asks for, on the session's thread ----

    @Override
    public Request request() {
        return request;
    }

    @Override
    public MessageFraming framing() {
        return outgoing.framing();
    }

    @Override
    public void send(ByteBuffer message) {
        outgoing.add(message, null);
    }

    @Override
    public void send(ByteBuffer first, ByteBuffer rest) {
        outgoing.add(first, rest);
    }

    @Override
    public long unsentBytes() {
        return outgoing.unsentBytes();
    }

    @Override
    public long sentBytes() {
        return outgoing.sentBytes();
    }

    @Override
    public void pauseReading() {
        incoming.pause();
    }

    @Override
    public void resumeReading() {
        incoming.resume();
        if (incoming.isWaiting()) {
            loop.execute(incoming::deliver);
        }
    }

    @Override
    public void allowLongPayloads() {
        longPayloads = true;
    }

    @Override
    public void stopHeartbeats() {
        heartbeats = false;
    }

    @Override
    public Timer timer(Runnable task) {
        return loop.timer(() -> guard(task));
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(() -> guard(task));
    }

    @Override
    public void close(int code, String reason) {
        if (outgoing.close(Frames.close(code, reason))) {
            ended = true;
            incoming.drop();
            expireIn(patience.toNanos());
            loop.execute(() -> tellClosed("closed with code " + code));
        }
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    // ---- what requests ask for, on any thread ----

    /** {@return whether a request comes from whom the session belongs to} */
    boolean isOwnedBy(Request other) {
        return owner.hasSent(other);
    }

    /** {@return the frames for those that receive} */
    Outgoing outgoing() {
        return outgoing;
    }

    /** Hands messages on, as soon as the conversation wants them. {@code taken} is told on the session's thread. */
    void receive(List<String> messages, Consumer<Boolean> taken) {
        loop.execute(() -> incoming.add(messages, taken));
    }

    boolean allowsLongPayloads() {
        return longPayloads;
    }

    boolean wantsHeartbeats() {
        return heartbeats;
    }

    /** Learns that a receiver or the network has taken something. */
    void hasSent() {
        if (!tellsWritable.getAndSet(true)) {
            loop.execute(() -> {
                tellsWritable.set(false);
                if (!ended && conversation != null) {
                    guard(conversation::writable);
                }
            });
        }
    }

    /** Learns that a receiver has sent the last frame. */
    void hasSentLast() {
        told.complete(null);
    }

    /** Ends the session, if a request was broken off that received. */
    void lose(Receiver lost, String reason) {
        if (outgoing.lose(lost)) {
            vanish(reason);
        }
    }

    /** Waits less patiently for the client's next request from now on. */
    void hurry() {
        loop.execute(() -> {
            if (!told.isDone() && patience.compareTo(NEXT_REQUEST) > 0) {
                patience = NEXT_REQUEST;
                expireIn(patience.toNanos());
            }
        });
    }

    /** Ends the session in good order. */
    void stop() {
        loop.execute(() -> {
            if (!ended && conversation != null) {
                guard(conversation::stop);
            }
        });
    }

    /** {@return what is done when the client has received the last frame, or never will} */
    CompletableFuture<Void> told() {
        return told;
    }

    /** Forgets the session, as no more requests come; if one receives now, only after it. */
    void giveUp() {
        isGivenUp = true; // first, as the last request may end meanwhile
        forget(STOPPED);
    }

    /** {@return whether no more requests come} */
    boolean isGivenUp() {
        return isGivenUp;
    }

    /** Lets go of a receiver whose response has ended. */
    void detach(Receiver done) {
        outgoing.detach(done);
        if (isGivenUp) {
            forget(STOPPED);
        }
    }

    // ---- the session's own affairs ----

    private void receive(String message) {
        Conversation receiving = conversation;
        if (receiving != null) {
            guard(() -> receiving.receive(message));
        }
    }

    private void expireIn(long nanos) {
        expiryDue = loop.nanoTime() + nanos;
        expiry.at(expiryDue);
    }

    /** A server that has been held up itself, as by a lack of processors, has requests to look at before it judges. */
    private void expireIfUnattended() {
        long delay = patience.toNanos();
        long left = delay - outgoing.unattendedNanos();
        boolean isLate = loop.nanoTime() - expiryDue > delay / 2;
        if (left > 0 || isLate) {
            expireIn(isLate ? delay : left);
        } else if (!forget("no request of the client has come for " + patience.toMillis() + " ms")) {
            expireIn(delay); // one has come just now
        }
    }

    private boolean forget(String reason) {
        boolean isForgotten = outgoing.forget();
        if (isForgotten) {
            vanish(reason);
        }
        return isForgotten;
    }

    private void vanish(String reason) {
        ended = true;
        forget.accept(this);
        told.complete(null);
        loop.execute(() -> {
            expiry.cancel();
            tellClosed(reason);
        });
    }

    private void tellClosed(String reason) {
        incoming.end();
        Conversation over = conversation;
        conversation = null;
        if (over != null) {
            guard(() -> over.closed(reason));
        }
    }

    /** What a conversation throws ends this session, and no other. */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            log.error("A conversation has failed", e);
            close(INTERNAL_ERROR, "internal error");
        }
    }
}
