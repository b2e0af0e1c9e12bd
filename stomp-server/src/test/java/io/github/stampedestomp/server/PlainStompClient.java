package io.github.stampedestomp.server;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Each message of the WebSocket is a frame. */
final class PlainStompClient implements StompClient {
    private static final int CLOSE = 8;

    private final WireClient client;
    private int closeCode;

    PlainStompClient(int port, String path) {
        try {
            client = WireClient.open(port, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void send(String frame) {
        try {
            client.send(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String next() {
        try {
            WireClient.Incoming message = client.next();
            if (message.opcode() == CLOSE) {
                closeCode = message.closeCode();
                return CLOSED;
            }
            return message.wire();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int closeCode() {
        return closeCode;
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
