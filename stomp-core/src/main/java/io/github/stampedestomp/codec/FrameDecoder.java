package io.github.stampedestomp.codec;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.frame.Version;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection into frames. Bytes may be fed in pieces of any size; the decoder keeps an
 * unfinished frame until the rest arrives. Once it has thrown, it is of no further use.
 *
 * <p>A decoder must be used by one thread at a time.
 */
public final class FrameDecoder {
    private enum State {
        /** Ends of line may come here; they are heart-beats. */
        BETWEEN_FRAMES,
        /** A carriage return has come between frames; only a line feed may follow. */
        AFTER_CARRIAGE_RETURN,
        COMMAND,
        HEADERS,
        /** A body of known length. */
        COUNTED_BODY,
        /** A body that ends with the first NUL. */
        OPEN_BODY,
        /** The NUL behind a body of known length, or behind the headers where no body may be. */
        END
    }

    private final FrameSink sink;
    private final FrameLimits limits;
    private final GrowingBytes line;
    private final GrowingBytes body;
    private final HeadReader head;
    private State state = State.BETWEEN_FRAMES;

    /**
     * Creates a decoder that waits for a first frame.
     *
     * @param sink takes the frames, in the thread that feeds the bytes
     */
    public FrameDecoder(FrameLimits limits, FrameSink sink) {
        this.limits = limits;
        this.sink = sink;
        this.line = new GrowingBytes();
        this.body = new GrowingBytes();
        this.head = new HeadReader(limits);
    }

    /** Reads from here on by the rules of the version that CONNECT has agreed on. */
    public void agree(Version version) {
        head.agree(version);
    }

    /** {@return the header {@code receipt} of the frame that is not complete yet, or null if none was read} */
    public @Nullable String unfinishedReceipt() {
        return head.headers().first(HeaderName.RECEIPT);
    }

    /**
     * Reads bytes and hands on every frame that they complete.
     *
     * @throws ProtocolException if the bytes are no frames; the sink's exceptions are passed on
     */
    public void decode(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            int offset = bytes.arrayOffset();
            int from = bytes.position();
            bytes.position(bytes.limit());
            decode(bytes.array(), offset + from, offset + bytes.limit());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            decode(copy, 0, copy.length);
        }
    }

    private void decode(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = switch (state) {
                case BETWEEN_FRAMES -> skipEndOfLine(bytes, at);
                case AFTER_CARRIAGE_RETURN -> skipLineFeed(bytes, at);
                case COMMAND, HEADERS -> readLine(bytes, at, to);
                case COUNTED_BODY -> readCountedBody(bytes, at, to);
                case OPEN_BODY -> readOpenBody(bytes, at, to);
                case END -> readEnd(bytes, at);
            };
        }
    }

    private int skipEndOfLine(byte[] bytes, int at) {
        if (bytes[at] == '\n') {
            return at + 1;
        }
        if (bytes[at] == '\r' && head.allowsCarriageReturn()) {
            state = State.AFTER_CARRIAGE_RETURN;
            return at + 1;
        }
        state = State.COMMAND;
        return at;
    }

    private int skipLineFeed(byte[] bytes, int at) {
        if (bytes[at] != '\n') {
            throw ProtocolException.loneCarriageReturn();
        }
        state = State.BETWEEN_FRAMES;
        return at + 1;
    }

    private int readLine(byte[] bytes, int from, int to) {
        int end = endOfLine(bytes, from, to);
        checkLength(line.length() + end - from);
        if (end == to) {
            line.append(bytes, from, end);
            return to;
        }
        if (bytes[end] == 0) {
            throw ProtocolException.nulInHead();
        }
        if (line.length() == 0) {
            endLine(bytes, from, end);
        } else {
            line.append(bytes, from, end);
            endLine(line.array(), 0, line.length());
            line.clear();
        }
        return end + 1;
    }

    private static int endOfLine(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n' && bytes[at] != 0) {
            at++;
        }
        return at;
    }

    /** A line may be a byte longer than its limit: that byte may turn out to be a carriage return. */
    private void checkLength(int length) {
        if (state == State.COMMAND && length > limits.commandBytes() + 1) {
            throw ProtocolException.commandTooLong(limits.commandBytes());
        }
        if (state == State.HEADERS && length > limits.headerLineBytes() + 1) {
            throw ProtocolException.headerLineTooLong(limits.headerLineBytes());
        }
    }

    private void endLine(byte[] bytes, int from, int end) {
        int to = end > from && bytes[end - 1] == '\r' && head.allowsCarriageReturn() ? end - 1 : end;
        if (state == State.COMMAND) {
            head.command(bytes, from, to);
            state = State.HEADERS;
        } else if (to > from) {
            head.header(bytes, from, to);
        } else {
            state = afterHeaders();
        }
    }

    private State afterHeaders() {
        int length = head.contentLength();
        if (!head.mayHaveBody()) {
            if (length > 0) {
                throw ProtocolException.bodyNotAllowed(head.command());
            }
            return State.END;
        }
        return length < 0 ? State.OPEN_BODY : length == 0 ? State.END : State.COUNTED_BODY;
    }

    private int readCountedBody(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + head.contentLength() - body.length());
        body.append(bytes, from, end, head.contentLength());
        if (body.length() == head.contentLength()) {
            state = State.END;
        }
        return end;
    }

    private int readOpenBody(byte[] bytes, int from, int to) {
        int end = NulSearch.indexOf(bytes, from, to);
        if (body.length() + end - from > limits.bodyBytes()) {
            throw ProtocolException.bodyTooLong(limits.bodyBytes());
        }
        int most = end == to ? Integer.MAX_VALUE : body.length() + end - from;
        body.append(bytes, from, end, most);
        return end == to ? to : readEnd(bytes, end);
    }

    private int readEnd(byte[] bytes, int at) {
        if (bytes[at] != 0) {
            throw head.mayHaveBody()
                    ? ProtocolException.bodyNotEnded(head.contentLength())
                    : ProtocolException.bodyNotAllowed(head.command());
        }
        Frame frame = Frame.of(head.command(), head.headers(), body.take());
        head.clear();
        state = State.BETWEEN_FRAMES;
        sink.receive(frame);
        return at + 1;
    }
}
