package io.github.stampedestomp.benchmarks;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** How a client is connected. */
enum Transport {
    WEBSOCKET("plain WebSocket", "/topic/1"),
    SOCKJS_WEBSOCKET("SockJS, WebSocket", "/topic/2"),
    XHR_STREAMING("SockJS, xhr-streaming", "/topic/3"),
    EVENTSOURCE("SockJS, eventsource", "/topic/4");

    private static final int ATTEMPTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String title;
    private final String destination;

    Transport(String title, String destination) {
        this.title = title;
        this.destination = destination;
    }

    String title() {
        return title;
    }

    /** {@return the destination of the benchmark, a name of the same length for all} */
    String destination() {
        return destination;
    }

    /** {@return whether a client asks again and again} */
    boolean isAskedAgain() {
        return this == XHR_STREAMING || this == EVENTSOURCE;
    }

    /** {@return the request by which a client begins to receive} */
    byte[] opening(String session) {
        return switch (this) {
            case WEBSOCKET -> Requests.upgrade("/stomp");
            case SOCKJS_WEBSOCKET -> Requests.upgrade(path(session) + "/websocket");
            case XHR_STREAMING -> Requests.post(path(session) + "/xhr_streaming", "");
            case EVENTSOURCE -> Requests.get(path(session) + "/eventsource");
        };
    }

    /** {@return the socket of a client that was let in} A server that has lost an answer is asked again on another socket. */
    Wire connect(int port, String session) throws IOException {
        for (int i = 1; i < ATTEMPTS; i++) {
            Wire wire = Wire.open(port);
            try {
                wire.patience(PATIENCE);
                enter(wire, port, session);
                wire.patience(Wire.PATIENCE);
                return wire;
            } catch (SocketTimeoutException e) {
                wire.close();
            }
        }
        return enter(Wire.open(port), port, session);
    }

    /** {@return the socket of a client, once it was let in} */
    Wire enter(Wire wire, int port, String session) throws IOException {
        wire.write(opening(session));
        if (isAskedAgain()) {
            wire.await("\r\n\r\n");
        } else {
            wire.awaitUpgrade();
        }
        say(wire, port, session, "CONNECT\naccept-version:1.2\nhost:localhost\n\n\0");
        wire.await("CONNECTED");
        return wire;
    }

    /** Lets a client send a frame. */
    void say(Wire wire, int port, String session, String frame) throws IOException {
        switch (this) {
            case WEBSOCKET -> wire.write(Requests.message(frame));
            case SOCKJS_WEBSOCKET -> wire.write(Requests.message(Requests.quoted(frame)));
            case XHR_STREAMING, EVENTSOURCE -> {
                try (Wire second = Wire.open(port)) {
                    second.write(Requests.post(path(session) + "/xhr_send", Requests.quoted(frame)));
                    second.await("HTTP/1.1 204 ");
                }
            }
        }
    }

    private static String path(String session) {
        return "/sockjs/000/" + session;
    }
}
