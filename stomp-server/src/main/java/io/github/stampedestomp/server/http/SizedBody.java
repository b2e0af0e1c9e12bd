package io.github.stampedestomp.server.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A body of a length that was announced. */
final class SizedBody implements BodyReader {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private final int length;

    SizedBody(int length) {
        this.length = length;
    }

    @Override
    public boolean read(ByteBuffer bytes) {
        take(bytes, length - body.size(), body);
        return body.size() == length;
    }

    @Override
    public ByteBuffer body() {
        return ByteBuffer.wrap(body.toByteArray());
    }

    /** Moves at most so many bytes. {@return how many were moved} */
    static int take(ByteBuffer bytes, int most, ByteArrayOutputStream target) {
        int length = Math.min(most, bytes.remaining());
        target.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
        bytes.position(bytes.position() + length);
        return length;
    }
}
