package io.github.stampedestomp.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** Frames are strings in the frames of SockJS. */
abstract class SockJsStompClient implements StompClient {
    private final Deque<String> received = new ArrayDeque<>();
    private int closeCode;

    /** {@return the next frame of SockJS} */
    abstract String receive();

    /** Sends an array of strings. */
    abstract void post(String payload);

    @Override
    public final void send(String frame) {
        post(StompText.payload(frame));
    }

    @Override
    public final int closeCode() {
        return closeCode;
    }

    @Override
    public final String next() {
        while (received.isEmpty()) {
            String frame = receive().strip();
            if (frame.startsWith("c")) {
                closeCode = Json.read(frame.substring(1)).get(0).asInt();
                return CLOSED;
            }
            if (frame.startsWith("a")) {
                Json.read(frame.substring(1))
                        .forEach(text -> received.add(text.asText().replace("\0", "^@")));
            }
        }
        return received.remove();
    }
}
