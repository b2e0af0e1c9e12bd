package io.github.stampedestomp.server;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RunningLoops;
import io.github.stampedestomp.server.sockjs.Conversation;
import io.github.stampedestomp.server.sockjs.SockJsService;
import io.github.stampedestomp.server.sockjs.SockJsSession;
import io.github.stampedestomp.server.websocket.MessageLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A SockJS service at {@code /echo}, whose clock is moved by hand. Unless told otherwise it sends back what comes. */
final class SockJsServer implements AutoCloseable {
    static final int RESPONSE_BYTES = 4096;
    /** Where the session "a" is found. */
    static final String SESSION = "/echo/000/a";

    private static final int SESSIONS = 100;
    private static final int PATIENCE_SECONDS = 30;

    final RunningLoops running = new RunningLoops();
    final SockJsService service;
    final int port;
    private final BlockingQueue<RecordingConversation> conversations = new LinkedBlockingQueue<>();
    private final Semaphore served = new Semaphore(0);

    /** All transports, for pages of all origins. */
    SockJsServer() {
        this(all(), Origins.any());
    }

    SockJsServer(SockJs settings, Origins origins) {
        this(settings, origins, SESSIONS);
    }

    SockJsServer(SockJs settings, Origins origins, int sessions) {
        this.service = service(settings, origins, sessions, session -> {
            RecordingConversation conversation = new RecordingConversation(session);
            conversations.add(conversation);
            return conversation;
        });
        this.port = start(service);
    }

    /** With conversations of another kind, which may go by the clock. */
    SockJsServer(Function<RunningLoops, Function<SockJsSession, Conversation>> kind) {
        this.service = service(all(), Origins.any(), SESSIONS, kind.apply(running));
        this.port = start(service);
    }

    /** {@return settings with everything that is off by default, and responses that end soon} */
    static SockJs all() {
        return SockJs.at("/echo")
                .withHtmlfileAndJsonp()
                .iframes("/sockjs.min.js")
                .responseBytes(RESPONSE_BYTES);
    }

    private static SockJsService service(
            SockJs settings, Origins origins, int sessions, Function<SockJsSession, Conversation> conversations) {
        return new SockJsService(
                settings.settings(1, sessions, Integer.MAX_VALUE),
                origins,
                new SockJsWebSockets(origins, MessageLimits.FRAGMENTS, limit -> {}),
                EchoServices.rawEcho(origins),
                conversations);
    }

    private int start(SockJsService counted) {
        Route counting = new Route() {
            @Override
            public void serve(Exchange exchange) {
                counted.serve(exchange);
                served.release();
            }

            @Override
            public int bodyBytes(String subPath, int standard) {
                return counted.bodyBytes(subPath, standard);
            }
        };
        try {
            return HttpServer.start(
                            RunningLoops.anyPort(),
                            running.loops,
                            Routes.builder().below("/echo", counting).build(),
                            HttpLimits.STANDARD,
                            Admission.upTo(100))
                    .port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a client on a connection of its own, which waits until the server has looked at a request} */
    SockJsClient client() {
        return new SockJsClient(port, served::drainPermits, this::awaitServed);
    }

    /** {@return the answer to a request on a connection of its own} */
    Answer get(String target, String... headers) {
        return request("GET", target, "", headers);
    }

    /** {@return the answer to a request on a connection of its own} */
    Answer post(String target, String body, String... headers) {
        return request("POST", target, body, headers);
    }

    /** {@return the answer to a request on a connection of its own} */
    Answer request(String method, String target, String body, String... headers) {
        try (SockJsClient client = client()) {
            return client.send(method, target, body, headers).answer();
        }
    }

    /** Opens the session "a" by a poll. {@return its end at the application} */
    RecordingConversation open() {
        Answer answer = post(SESSION + "/xhr", "");
        if (!answer.body().equals("o\n")) {
            throw new AssertionError(answer);
        }
        return conversation();
    }

    /** {@return the conversation that was opened next, which must come} */
    RecordingConversation conversation() {
        try {
            RecordingConversation next = conversations.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no session was opened");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Moves the clock. */
    void advance(Duration duration) {
        running.advance(duration);
    }

    /** Waits until a request was looked at, and what it led to is done. */
    private void awaitServed() {
        try {
            if (!served.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the request was not served");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        running.turn();
        running.turn();
    }

    @Override
    public void close() {
        running.close();
    }
}
