package io.github.stampedestomp.server;

import io.github.stampedestomp.server.net.RawClient;

/** One connection to a SockJS server, which speaks HTTP in raw bytes. */
final class SockJsClient implements AutoCloseable {
    private final RawClient raw;
    private final Runnable beforeRequest;
    private final Runnable afterRequest;
    private boolean awaitsBody = true;

    SockJsClient(int port) {
        this(port, () -> {}, () -> {});
    }

    SockJsClient(int port, Runnable beforeRequest, Runnable afterRequest) {
        this.raw = RawClient.to(port);
        this.beforeRequest = beforeRequest;
        this.afterRequest = afterRequest;
    }

    /** {@return a request as it stands on the wire} */
    static String wire(String method, String target, String body, String... headers) {
        StringBuilder wire = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            wire.append(header).append("\r\n");
        }
        if (method.equals("POST")) {
            wire.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return wire.append("\r\n").append(body).toString();
    }

    /** Sends a request, whose body has one byte per character. */
    SockJsClient send(String method, String target, String body, String... headers) {
        awaitsBody = !method.equals("HEAD");
        beforeRequest.run();
        raw.send(wire(method, target, body, headers));
        afterRequest.run();
        return this;
    }

    SockJsClient get(String target, String... headers) {
        return send("GET", target, "", headers);
    }

    SockJsClient post(String target, String body, String... headers) {
        return send("POST", target, body, headers);
    }

    /** {@return the next response with its whole body} */
    Answer answer() {
        return Answer.read(raw, awaitsBody);
    }

    /** {@return the head of the next response; its body is to be read by {@link #chunk}} */
    Answer head() {
        return Answer.readHead(raw);
    }

    /** {@return the next chunk of a response, which is empty for the last} */
    String chunk() {
        return Answer.readChunk(raw);
    }

    RawClient raw() {
        return raw;
    }

    @Override
    public void close() {
        raw.close();
    }
}
