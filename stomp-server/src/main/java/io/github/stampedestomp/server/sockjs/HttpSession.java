package io.github.stampedestomp.server.sockjs;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that lives on while its client asks for more by one request after the other.
 *
 * <p>It belongs to the loop of the request that opened it, and so does its conversation. Requests may come on any loop:
 * what waits for a {@link Receiver} stands under the session's lock, and payloads are handed to the session's loop.
 */
final class HttpSession implements SockJsSession {
    private static final Logger log = LoggerFactory.getLogger(HttpSession.class);
    private static final int INTERNAL_ERROR = 1011;
    private static final int MOST_PAYLOADS = 8;

    /** What became of a request that wants to receive. */
    enum Attachment {
        DONE,
        /** Another request receives already. */
        OCCUPIED,
        /** The session is over and forgotten. */
        TOO_LATE
    }

    /** A frame for a receiver, how its messages are framed, and whether it is the last of the session. */
    record Next(List<ByteBuffer> frame, MessageFraming framing, boolean isLast) {}

    /** Messages of one request, and who wants to know whether they were taken. */
    private record Payload(Iterator<String> messages, Consumer<Boolean> taken) {}

    private final Request request;
    private final MessageFraming framing;
    private final EventLoop loop;
    private final SockJsSettings settings;
    private final Consumer<HttpSession> forget;
    private final Owner owner;
    private final Timer expiry;
    private final AtomicBoolean tellsWritable = new AtomicBoolean();
    private volatile boolean heartbeats = true;
    private volatile long waitingBytes;
    private volatile long takenBytes;
    private volatile boolean ended;

    // Of the session's thread.
    private final Deque<Payload> payloads = new ArrayDeque<>();
    private @Nullable Conversation conversation;
    private boolean paused;
    private boolean delivering;
    private boolean closing;
    private boolean closedTold;

    @GuardedBy("this")
    private List<ByteBuffer> waiting = new ArrayList<>();

    @GuardedBy("this")
    private boolean openIsDue = true;

    @GuardedBy("this")
    private @Nullable ByteBuffer closeFrame;

    @GuardedBy("this")
    private boolean gone;

    @GuardedBy("this")
    private long unattendedSince;

    @GuardedBy("this")
    private boolean awake;

    private volatile @Nullable Receiver receiver;

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
        this.framing = framing;
        this.loop = loop;
        this.settings = settings;
        this.forget = forget;
        this.owner = new Owner(request, settings);
        this.expiry = loop.timer(this::expireIfUnattended);
        this.unattendedSince = loop.nanoTime();
    }

    /** Begins the conversation. Called once, on the session's thread. */
    void open(Function<SockJsSession, Conversation> conversations) {
        expiry.in(settings.disconnectDelay());
        guard(() -> conversation = conversations.apply(this));
    }

    /** {@return whether a request comes from whom the session belongs to} */
    boolean isOwnedBy(Request other) {
        return owner.hasSent(other);
    }

    // ---- what the conversation asks for, on the session's thread ----

    @Override
    public Request request() {
        return request;
    }

    @Override
    public MessageFraming framing() {
        return framing;
    }

    @Override
    public void send(ByteBuffer message) {
        wake(add(message, null));
    }

    @Override
    public void send(ByteBuffer first, ByteBuffer rest) {
        wake(add(first, rest));
    }

    private synchronized @Nullable Receiver add(ByteBuffer first, @Nullable ByteBuffer rest) {
        if (gone || closeFrame != null) {
            return null;
        }
        waiting.add(first);
        if (rest != null) {
            waiting.add(rest);
        }
        waitingBytes += first.remaining() + (rest == null ? 0 : rest.remaining());
        return asleep();
    }

    /** {@return the receiver, if it has to be woken, as it will not look by itself} */
    @GuardedBy("this")
    private @Nullable Receiver asleep() {
        Receiver sleeper = awake ? null : receiver;
        awake = true;
        return sleeper;
    }

    private static void wake(@Nullable Receiver sleeper) {
        if (sleeper != null) {
            sleeper.wake();
        }
    }

    @Override
    public long unsentBytes() {
        Receiver current = receiver;
        return waitingBytes + (current == null ? 0 : current.unsentBytes());
    }

    @Override
    public long sentBytes() {
        Receiver current = receiver;
        return takenBytes - (current == null ? 0 : current.unsentBytes());
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        paused = false;
        if (!payloads.isEmpty()) {
            loop.execute(this::deliver);
        }
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
        Receiver sleeper;
        synchronized (this) {
            if (gone || closeFrame != null) {
                return;
            }
            closeFrame = Frames.close(code, reason);
            unattendedSince = loop.nanoTime();
            ended = true;
            sleeper = asleep();
        }
        closing = true;
        wake(sleeper);
        expiry.in(settings.disconnectDelay());
        loop.execute(() -> tellClosed("closed with code " + code));
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    // ---- what receivers ask for, on their threads ----

    /** Lets a request receive, if none does. */
    synchronized Attachment attach(Receiver next) {
        if (gone) {
            return Attachment.TOO_LATE;
        }
        if (receiver != null) {
            return Attachment.OCCUPIED;
        }
        receiver = next;
        awake = true;
        return Attachment.DONE;
    }

    /** {@return the request that receives now} */
    @Nullable
    Receiver receiver() {
        return receiver;
    }

    /** {@return the next frame for a receiver, or null if it has to wait until it is woken} */
    synchronized @Nullable Next next(Receiver asking) {
        if (asking != receiver) {
            return null;
        }
        if (openIsDue) {
            openIsDue = false;
            return new Next(List.of(Frames.OPEN), framing, false);
        }
        if (!waiting.isEmpty()) {
            Next next = new Next(Frames.messages(waiting), framing, false);
            takenBytes += waitingBytes;
            forgetWaiting();
            return next;
        }
        awake = closeFrame != null;
        return closeFrame == null ? null : new Next(List.of(closeFrame), MessageFraming.HTTP, true);
    }

    boolean wantsHeartbeats() {
        return heartbeats;
    }

    /** Learns that a receiver has sent something. */
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

    /** Lets go of a receiver whose response has ended. */
    synchronized void detach(Receiver done) {
        if (done == receiver) {
            receiver = null;
            unattendedSince = closeFrame == null ? loop.nanoTime() : unattendedSince;
        }
    }

    /** Ends the session, as nobody knows what of the response has reached the client. */
    void lose(Receiver lost, String reason) {
        synchronized (this) {
            if (lost != receiver) {
                return;
            }
            receiver = null;
            if (closeFrame != null) {
                return; // it can be asked for again
            }
        }
        vanish(reason);
    }

    /** Hands messages on, as soon as the conversation wants them. {@code taken} is told on the session's thread. */
    void receive(List<String> messages, Consumer<Boolean> taken) {
        loop.execute(() -> {
            if (payloads.size() < MOST_PAYLOADS) {
                payloads.add(new Payload(messages.iterator(), taken));
                deliver();
            } else {
                taken.accept(false);
            }
        });
    }

    /** Ends the session in good order, as far as its client receives. */
    void stop() {
        loop.execute(() -> {
            if (!ended && conversation != null) {
                guard(conversation::stop);
            }
            if (receiver == null) {
                vanish("the server stops");
            }
        });
    }

    // ---- the session's own affairs ----

    private void deliver() {
        if (delivering) {
            return; // the loop below goes on
        }
        delivering = true;
        while (!payloads.isEmpty() && (!paused || ended)) {
            Payload payload = payloads.element();
            if (payload.messages.hasNext()) {
                receive(payload.messages.next());
            } else {
                payloads.remove();
                payload.taken.accept(true);
            }
        }
        delivering = false;
    }

    /** What comes after the end is dropped, as a WebSocket drops what comes behind its close frame. */
    private void receive(String message) {
        Conversation receiving = conversation;
        if (!closing && !closedTold && receiving != null) {
            guard(() -> receiving.receive(message));
        }
    }

    private void expireIfUnattended() {
        long left;
        synchronized (this) {
            boolean isAttended = receiver != null;
            long delay = settings.disconnectDelay().toNanos();
            left = isAttended ? delay : unattendedSince + delay - loop.nanoTime();
        }
        if (left > 0) {
            expiry.at(loop.nanoTime() + left);
        } else {
            vanish("no request of the client has come for "
                    + settings.disconnectDelay().toMillis() + " ms");
        }
    }

    private void vanish(String reason) {
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
            ended = true;
            forgetWaiting();
        }
        forget.accept(this);
        loop.execute(() -> {
            expiry.cancel();
            tellClosed(reason);
        });
    }

    @GuardedBy("this")
    private void forgetWaiting() {
        waiting = new ArrayList<>();
        waitingBytes = 0;
    }

    /** What the client has sent before is received, though it has been left waiting. */
    private void tellClosed(String reason) {
        if (closedTold) {
            return;
        }
        deliver();
        closedTold = true;
        Conversation over = conversation;
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
