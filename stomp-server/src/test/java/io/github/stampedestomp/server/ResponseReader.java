package io.github.stampedestomp.server;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.IntConsumer;

/** Takes HTTP/1.1 responses apart that arrive in pieces of any size, and hands on the bytes of their bodies. */
final class ResponseReader {
    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        LAST_CHUNK_END
    }

    private final IntConsumer body;
    private final StringBuilder line = new StringBuilder();
    private State state = State.HEAD;
    private int left;
    private boolean isChunked;

    ResponseReader(IntConsumer body) {
        this.body = body;
    }

    /** {@return how many responses end with these bytes} */
    int read(ByteBuffer bytes) {
        int ended = 0;
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            boolean isBody = state == State.BODY || state == State.CHUNK;
            ended += (isBody ? readBody(next) : readLine(next)) ? 1 : 0;
        }
        return ended;
    }

    private boolean readBody(byte next) {
        body.accept(next);
        if (--left > 0) {
            return false;
        }
        boolean isOver = state == State.BODY;
        state = isOver ? State.HEAD : State.CHUNK_END;
        return isOver;
    }

    private boolean readLine(byte next) {
        if (next != '\n') {
            line.append((char) next);
            return false;
        }
        String text = line.toString().strip();
        line.setLength(0);
        switch (state) {
            case HEAD -> {
                return readHead(text.toLowerCase(Locale.ROOT));
            }
            case CHUNK_SIZE -> {
                left = Integer.parseInt(text, 16);
                state = left == 0 ? State.LAST_CHUNK_END : State.CHUNK;
            }
            case CHUNK_END -> state = State.CHUNK_SIZE;
            case LAST_CHUNK_END -> {
                state = State.HEAD;
                return true;
            }
            case BODY, CHUNK -> throw new AssertionError("no line is due");
        }
        return false;
    }

    private boolean readHead(String text) {
        if (text.startsWith("http/1.1 ")) {
            if (!text.startsWith("http/1.1 20")) {
                throw new AssertionError(text);
            }
            left = 0;
            isChunked = false;
        } else if (text.startsWith("content-length: ")) {
            left = Integer.parseInt(text.substring("content-length: ".length()));
        } else if (text.equals("transfer-encoding: chunked")) {
            isChunked = true;
        } else if (text.isEmpty()) {
            state = isChunked ? State.CHUNK_SIZE : left > 0 ? State.BODY : State.HEAD;
            return state == State.HEAD;
        }
        return false;
    }
}
