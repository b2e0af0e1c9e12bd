package io.github.stampedestomp.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.stampedestomp.server.net.TcpConnection;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The body of a response that is sent piece by piece: in chunks to clients of HTTP/1.1, RFC 9112, chapter 7.1, and up to
 * the end of the connection to those of HTTP/1.0. It belongs to the thread of its exchange. Once the client is gone,
 * whatever is sent is dropped.
 */
public final class BodyStream {
    private static final ByteBuffer LINE_END = ascii("\r\n");
    private static final ByteBuffer LAST_CHUNK = ascii("0\r\n\r\n");

    private final TcpConnection connection;
    private final boolean chunked;
    private final Runnable whenEnded;
    private boolean ended;

    BodyStream(TcpConnection connection, boolean chunked, Runnable whenEnded) {
        this.connection = connection;
        this.chunked = chunked;
        this.whenEnded = whenEnded;
    }

    /**
     * Sends a piece, as one chunk.
     *
     * @param piece the bytes between position and limit of each buffer; they may be shared, so neither they nor the
     *     positions may change
     * @throws IllegalStateException if the body has ended
     */
    public void send(List<ByteBuffer> piece) {
        requireNotEnded();
        int length = piece.stream().mapToInt(ByteBuffer::remaining).sum();
        if (length == 0) {
            return; // an empty chunk would be the last
        }
        if (chunked) {
            connection.send(ascii(Integer.toHexString(length) + "\r\n"));
        }
        piece.forEach(connection::send);
        if (chunked) {
            connection.send(LINE_END);
        }
    }

    /**
     * Ends the body; the connection may then serve another request.
     *
     * @throws IllegalStateException if it has ended before
     */
    public void end() {
        requireNotEnded();
        ended = true;
        if (chunked) {
            connection.send(LAST_CHUNK);
        }
        whenEnded.run();
    }

    private void requireNotEnded() {
        if (ended) {
            throw new IllegalStateException("the body has ended");
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer();
    }
}
