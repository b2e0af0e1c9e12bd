package io.github.stampedestomp.server;

import java.io.IOException;
import java.io.UncheckedIOException;

/** SockJS over WebSocket. */
final class FramedStompClient extends SockJsStompClient {
    private final WireClient client;

    FramedStompClient(int port, String session) {
        try {
            client = WireClient.open(port, session + "/websocket");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    String receive() {
        try {
            return client.next().wire();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void post(String payload) {
        try {
            client.send(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
