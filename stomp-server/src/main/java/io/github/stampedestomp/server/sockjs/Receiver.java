package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.BodyStream;
import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that receives the frames of a session: one of them if its transport polls, else as many as a response has room
 * for. It belongs to the thread of its exchange; {@link #unsentBytes} and {@link #wake} may be called by any thread.
 */
final class Receiver implements Exchange.Watcher {
    private final Exchange exchange;
    private final FrameFormat format;
    private final Response head;
    private final SockJsSettings settings;
    private final Timer silence;
    private @Nullable HttpSession session;
    private @Nullable BodyStream body;
    private long sentBytes;
    private boolean ended;

    /**
     * Prepares to receive.
     *
     * @param head the response, without a body
     */
    Receiver(Exchange exchange, FrameFormat format, Response head, SockJsSettings settings) {
        this.exchange = exchange;
        this.format = format;
        this.head = head;
        this.settings = settings;
        this.silence = exchange.loop().timer(this::beat);
    }

    /** {@return the framing that messages should have for this receiver} */
    MessageFraming framing() {
        return format.framing();
    }

    /** Receives what a session sends, from now on. */
    void begin(HttpSession from) {
        session = from;
        if (format.streams()) {
            body = stream(); // though nothing may wait, as not everything on the way waits long for the first byte
        }
        silence.in(settings.heartbeat());
        exchange.watch(this);
        receive();
    }

    /** Receives a single frame, of no session. */
    void refuse(ByteBuffer frame) {
        send(List.of(frame), MessageFraming.HTTP);
        end();
    }

    /** Runs a task, on whatever thread, once this exchange has taken note of all that its client has done by now. */
    void afterNews(Runnable task) {
        EventLoop loop = exchange.loop();
        // A timer runs after the sockets were looked at, and a task after what they have led to.
        loop.execute(() -> loop.timer(() -> loop.execute(task)).in(Duration.ZERO));
    }

    /** Asks for {@link #receive} soon. */
    void wake() {
        exchange.execute(this::receive);
    }

    long unsentBytes() {
        return exchange.unsentBytes();
    }

    @Override
    public void writable() {
        if (session != null) {
            session.hasSent();
        }
    }

    @Override
    public void gone(String reason) {
        silence.cancel();
        if (!ended && session != null) {
            ended = true;
            session.lose(this, reason);
        }
    }

    /** Sends all frames that wait, as long as there is room. */
    private void receive() {
        while (!ended && session != null) {
            Outgoing.Next next = session.outgoing().next(this);
            if (next == null) {
                return;
            }
            send(next.frame(), next.framing());
            if (next.isLast() || !hasRoom()) {
                end();
            }
            session.hasSent(); // last, as there may be more room without this receiver than with it
            if (next.isLast()) {
                session.hasSentLast();
            }
        }
    }

    private void send(List<ByteBuffer> frame, MessageFraming framing) {
        List<ByteBuffer> written = format.write(frame, framing);
        sentBytes += length(written);
        if (format.streams()) {
            body = body == null ? stream() : body;
            body.send(written);
            silence.in(settings.heartbeat());
        } else {
            respond(written);
        }
    }

    private BodyStream stream() {
        return exchange.stream(new Response(head.status(), head.headers(), format.prelude()));
    }

    private void respond(List<ByteBuffer> frame) {
        detach(); // first, or the client's next request could find this one in its place
        ByteBuffer whole = ByteBuffer.allocate((int) length(frame));
        frame.forEach(part -> whole.put(part.duplicate()));
        exchange.respond(new Response(head.status(), head.headers(), whole.flip()));
    }

    private boolean hasRoom() {
        boolean isLastResponse = session != null && session.isGivenUp();
        return format.streams() && (isLastResponse || sentBytes < settings.responseBytes());
    }

    private void end() {
        if (!ended) {
            detach();
        }
        if (body != null) {
            body.end();
        }
    }

    private void detach() {
        ended = true;
        silence.cancel();
        if (session != null) {
            session.detach(this);
        }
    }

    private void beat() {
        if (!ended && session != null && session.wantsHeartbeats()) {
            send(List.of(Frames.HEARTBEAT), format.framing());
            if (!hasRoom()) {
                end();
            }
        }
    }

    private static long length(List<ByteBuffer> parts) {
        return parts.stream().mapToLong(ByteBuffer::remaining).sum();
    }
}
