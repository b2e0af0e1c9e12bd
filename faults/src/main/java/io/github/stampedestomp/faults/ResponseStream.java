package io.github.stampedestomp.faults;

import java.nio.ByteBuffer;
import java.util.Locale;

/** Reads the responses on one connection, RFC 9112, chapters 6 and 7.1. */
final class ResponseStream {
    private static final int HEXADECIMAL = 16;

    /** Who hears of the parts of a response. */
    interface Reader {
        void status(int status);

        void body(String piece);

        void end();
    }

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        LAST_CHUNK
    }

    private final Reader reader;
    private final ByteLine come = new ByteLine();
    private State state = State.HEAD;
    private int left;

    ResponseStream(Reader reader) {
        this.reader = reader;
    }

    void read(ByteBuffer bytes) {
        come.add(bytes);
        boolean mayGoOn = true;
        while (mayGoOn) {
            mayGoOn = advance();
        }
    }

    /** {@return whether there may be more to look at} */
    private boolean advance() {
        return switch (state) {
            case HEAD -> readHead();
            case BODY -> readBody();
            case CHUNK_SIZE -> readChunkSize();
            case CHUNK -> readChunk();
            case LAST_CHUNK -> readLastChunk();
        };
    }

    private boolean readHead() {
        int length = come.indexOf("\r\n\r\n");
        if (length < 0) {
            return false;
        }
        String head = come.takeText(length + 4).toLowerCase(Locale.ROOT);
        reader.status(Integer.parseInt(head.substring(9, 12)));
        int size = head.indexOf("content-length: ");
        if (head.contains("transfer-encoding: chunked")) {
            state = State.CHUNK_SIZE;
        } else {
            left = size < 0 ? 0 : Integer.parseInt(head.substring(size + 16, head.indexOf('\r', size)));
            state = State.BODY;
        }
        return true;
    }

    private boolean readBody() {
        if (come.length() < left) {
            return false;
        }
        reader.body(come.takeText(left));
        return ended();
    }

    private boolean ended() {
        state = State.HEAD;
        reader.end();
        return come.length() > 0;
    }

    private boolean readChunkSize() {
        int length = come.indexOf("\r\n");
        if (length < 0) {
            return false;
        }
        left = Integer.parseInt(come.takeText(length), HEXADECIMAL);
        come.take(2);
        state = left == 0 ? State.LAST_CHUNK : State.CHUNK;
        return true;
    }

    private boolean readChunk() {
        if (come.length() < left + 2) {
            return false;
        }
        reader.body(come.takeText(left));
        come.take(2);
        state = State.CHUNK_SIZE;
        return true;
    }

    private boolean readLastChunk() {
        if (come.length() < 2) {
            return false;
        }
        come.take(2);
        return ended();
    }
}
