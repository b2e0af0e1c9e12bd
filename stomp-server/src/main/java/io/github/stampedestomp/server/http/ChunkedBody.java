package io.github.stampedestomp.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A body that arrives in chunks, RFC 9112, chapter 7.1. Extensions and trailers are read and ignored. */
final class ChunkedBody implements BodyReader {
    private static final int SIZE_LINE_BYTES = 256;
    private static final int SIZE_DIGITS = 7;

    private enum State {
        SIZE,
        DATA,
        DATA_END,
        TRAILERS,
        COMPLETE
    }

    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private final LineReader lines = new LineReader();
    private final int mostBytes;
    private final int trailerBytes;
    private State state = State.SIZE;
    private int chunkBytesLeft;

    ChunkedBody(int mostBytes, int trailerBytes) {
        this.mostBytes = mostBytes;
        this.trailerBytes = trailerBytes;
        lines.allow(SIZE_LINE_BYTES);
    }

    @Override
    public boolean read(ByteBuffer bytes) {
        while (state != State.COMPLETE && bytes.hasRemaining()) {
            if (state == State.DATA) {
                readData(bytes);
            } else {
                readLine(bytes);
            }
        }
        return state == State.COMPLETE;
    }

    @Override
    public ByteBuffer body() {
        return ByteBuffer.wrap(body.toByteArray());
    }

    private void readData(ByteBuffer bytes) {
        chunkBytesLeft -= SizedBody.take(bytes, chunkBytesLeft, body);
        if (chunkBytesLeft == 0) {
            state = State.DATA_END;
            lines.allow(2);
        }
    }

    private void readLine(ByteBuffer bytes) {
        String line = lines.read(bytes, HttpFault::badChunk);
        if (line == null) {
            return;
        }
        switch (state) {
            case SIZE -> begin(size(line));
            case DATA_END -> {
                state = State.SIZE;
                lines.allow(SIZE_LINE_BYTES);
            }
            case TRAILERS -> state = line.isEmpty() ? State.COMPLETE : State.TRAILERS;
            case DATA, COMPLETE -> throw new IllegalStateException("no line is due");
        }
    }

    private void begin(int size) {
        if (size > mostBytes - body.size()) {
            throw HttpFault.bodyTooLong(mostBytes);
        }
        chunkBytesLeft = size;
        state = size == 0 ? State.TRAILERS : State.DATA;
        lines.allow(trailerBytes);
    }

    private static int size(String line) {
        int semicolon = line.indexOf(';');
        String digits = semicolon < 0 ? line : line.substring(0, semicolon).strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c < 0x7f && Character.digit(c, 16) >= 0)) {
            throw HttpFault.badChunk();
        }
        return digits.length() > SIZE_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits, 16);
    }
}
