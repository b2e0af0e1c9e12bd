package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.stampedestomp.frame.Limit;
import io.github.stampedestomp.server.http.RequestParser.Progress;
import io.github.stampedestomp.server.net.EventLoop;
import io.github.stampedestomp.server.net.Receiver;
import io.github.stampedestomp.server.net.Speaker;
import io.github.stampedestomp.server.net.TcpConnection;
import io.github.stampedestomp.server.net.Timer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks HTTP on one connection: one request after the other, each answered before the next is looked at. */
final class HttpConnection implements Receiver {
    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ByteBuffer CONTINUE = ByteBuffer.wrap("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
    private static final String RETRY_SECONDS = "10";
    private static final int KEPT_BYTES = 16 * 1024;
    private static final int UNSENT_BYTES = 256 * 1024;

    private enum State {
        /** A request is awaited or arrives. */
        READING,
        /** A request waits for its response; what comes meanwhile is kept. */
        ANSWERING,
        /** Nothing more is read: the connection ends, or belongs to another protocol. */
        DONE
    }

    private final TcpConnection connection;
    private final Routes routes;
    private final HttpLimits limits;
    private final HttpObserver observer;
    private final RequestParser parser;
    private final Timer deadline;
    private State state = State.READING;
    private Progress awaited;
    private ByteBuffer kept = NOTHING;
    private Receiver successor = this;
    private Exchange.@Nullable Watcher watcher;
    private boolean reading;
    private boolean stopping;

    HttpConnection(TcpConnection connection, Routes routes, HttpLimits limits, HttpObserver observer) {
        this.connection = connection;
        this.routes = routes;
        this.limits = limits;
        this.observer = observer;
        this.parser =
                new RequestParser(limits, path -> routes.bodyBytes(path, limits.bodyBytes()), Peer.of(connection));
        this.deadline = connection.timer(this::deadlineIsOver);
        await(Progress.HEAD);
    }

    @Override
    public void receive(ByteBuffer bytes) {
        if (mayRead() && !kept.hasRemaining()) {
            read(bytes);
        } else {
            keep(bytes);
        }
    }

    @Override
    public void writable() {
        if (watcher != null) {
            watcher.writable();
        }
        if (kept.hasRemaining() && mayRead()) {
            resume();
        }
    }

    /** Ends at once, unless a request is on its way or waits for its response. */
    @Override
    public void stop() {
        stopping = true;
        boolean isIdle = state == State.READING && parser.progress() == Progress.NOTHING;
        if (isIdle && connection.unsentBytes() == 0) {
            connection.close("the server stops"); // nothing that could be lost needs time to arrive
        } else if (isIdle) {
            end("the server stops");
        }
    }

    @Override
    public void closed(String reason) {
        state = State.DONE;
        kept = NOTHING;
        tellGone(reason);
    }

    private void tellGone(String reason) {
        if (watcher != null) {
            watcher.gone(reason);
            watcher = null;
        }
    }

    EventLoop loop() {
        return connection.loop();
    }

    long unsentBytes() {
        return connection.unsentBytes();
    }

    void watch(Exchange.Watcher next) {
        if (state == State.ANSWERING) {
            watcher = next;
        } else {
            next.gone("the connection has ended");
        }
    }

    void limitReached(Limit limit) {
        observer.limitReached(limit);
    }

    void execute(Runnable task) {
        connection.execute(task);
    }

    void respond(Request request, Response response) {
        if (state != State.ANSWERING) {
            return; // the connection is gone
        }
        boolean persistent = isPersistent(request, response);
        send(framed(request, response, persistent), !request.method().equals("HEAD"));
        responded(persistent);
    }

    BodyStream stream(Request request, Response response) {
        boolean chunked = request.version() == HttpVersion.HTTP_1_1;
        boolean persistent = chunked && isPersistent(request, response);
        connection.send(framed(request, response, persistent).streamHead(chunked));
        observer.responded(response.status());
        BodyStream stream = new BodyStream(connection, chunked, () -> responded(persistent));
        stream.send(List.of(response.body()));
        return stream;
    }

    private boolean isPersistent(Request request, Response response) {
        return request.isPersistent() && !response.isClosing() && !stopping;
    }

    private void responded(boolean persistent) {
        watcher = null;
        if (state != State.ANSWERING) {
            return; // the connection is gone
        }
        connection.speaker().speakForNobody();
        if (persistent && !stopping) {
            state = State.READING;
            await(Progress.NOTHING);
            resume();
        } else {
            end("the response was the last");
        }
    }

    void upgrade(Function<TcpConnection, Receiver> receivers) {
        successor = receivers.apply(connection);
        connection.handOver(successor);
        state = State.DONE;
        connection.end(deadline);
        connection.resumeReading();
        resume();
    }

    private boolean mayRead() {
        return state == State.READING && connection.unsentBytes() < UNSENT_BYTES;
    }

    private void read(ByteBuffer bytes) {
        reading = true;
        while (bytes.hasRemaining() && mayRead()) {
            try {
                readRequest(bytes);
            } catch (HttpFault fault) {
                refuse(fault);
            }
        }
        reading = false;
        if (successor != this && bytes.hasRemaining()) {
            successor.receive(bytes);
        } else {
            keep(bytes);
        }
    }

    private void readRequest(ByteBuffer bytes) {
        Request request = parser.parse(bytes);
        if (request != null) {
            state = State.ANSWERING;
            deadline.cancel();
            admit(request);
            return;
        }
        if (parser.progress() != awaited) {
            await(parser.progress());
        }
        if (parser.takeContinue()) {
            connection.send(CONTINUE);
        }
    }

    /** Requests of one proxy may be for many clients, of which each counts as long as its request is here. */
    private void admit(Request request) {
        Speaker speaker = connection.speaker();
        if (!speaker.isTrusted()) {
            serve(request);
            return;
        }
        Forwarding forwarding = Forwarding.of(request, speaker.address(), speaker::trusts);
        Request seen = forwarding.seen(request);
        if (!forwarding.isSaid() || speaker.speakFor(forwarding.client())) {
            serve(seen);
        } else {
            observer.limitReached(Limit.CONNECTIONS_PER_ADDRESS);
            Route route = routes.find(request.path()).route();
            respond(seen, HttpFault.tooManyConnections().response(route).with("Retry-After", RETRY_SECONDS));
        }
    }

    private void serve(Request request) {
        Routes.Match match = routes.find(request.path());
        Exchange exchange = new Exchange(this, request, match.subPath());
        try {
            match.route().serve(exchange);
        } catch (RuntimeException | Error e) {
            log.error("A route failed for {}", request, e);
            answerForFailed(exchange);
        }
    }

    private void answerForFailed(Exchange exchange) {
        if (!exchange.isAnswered()) {
            tellGone("internal error"); // no response of its own reaches the client
            exchange.respond(Response.sentence(Status.INTERNAL_SERVER_ERROR, "internal error")
                    .closing());
        } else if (state == State.ANSWERING) {
            connection.close("internal error"); // half a response cannot be taken back
        }
    }

    private void refuse(HttpFault fault) {
        fault.limit().ifPresent(observer::limitReached);
        send(fault.response(routes.find(parser.path()).route()).closing(), true);
        end(String.valueOf(fault.getMessage()));
    }

    private static Response framed(Request request, Response response, boolean persistent) {
        if (!persistent) {
            return response.isClosing() ? response : response.closing();
        }
        return request.version() == HttpVersion.HTTP_1_0 ? response.with("Connection", "keep-alive") : response;
    }

    private void send(Response response, boolean withBody) {
        observer.responded(response.status());
        connection.send(response.head());
        if (withBody) {
            connection.send(response.body());
        }
    }

    /** Reads what came while a request was answered. */
    private void resume() {
        if (!reading && kept.hasRemaining()) {
            ByteBuffer bytes = kept;
            kept = NOTHING;
            connection.resumeReading();
            read(bytes);
        }
    }

    private void keep(ByteBuffer bytes) {
        if (state == State.DONE || !bytes.hasRemaining()) {
            return;
        }
        kept = ByteBuffer.allocate(kept.remaining() + bytes.remaining())
                .put(kept)
                .put(bytes)
                .flip();
        if (kept.remaining() >= KEPT_BYTES) {
            connection.pauseReading();
        }
    }

    private void end(String reason) {
        state = State.DONE;
        deadline.cancel();
        connection.closeAfterFlush(reason);
    }

    private void await(Progress progress) {
        awaited = progress;
        deadline.in(
                switch (progress) {
                    case NOTHING -> limits.idleTime();
                    case HEAD -> limits.headTime();
                    case BODY -> limits.bodyTime();
                });
    }

    private void deadlineIsOver() {
        if (parser.progress() == Progress.NOTHING) {
            endSilence();
        } else {
            refuse(parser.progress() == Progress.HEAD ? HttpFault.headTooSlow() : HttpFault.bodyTooSlow());
        }
    }

    /** A client may be silent for as long as its head may take, if it has not asked before. */
    private void endSilence() {
        if (awaited == Progress.NOTHING) {
            end("no request came");
        } else {
            observer.limitReached(Limit.REQUEST_HEAD_TIMEOUT);
            end(Limit.REQUEST_HEAD_TIMEOUT.named("no request came"));
        }
    }
}
