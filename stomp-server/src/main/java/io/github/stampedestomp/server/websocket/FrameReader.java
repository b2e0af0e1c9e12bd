package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.PongFrame;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a client into frames, RFC 6455, chapter 5, and refuses whatever that chapter forbids. The payload of
 * messages is unmasked in place and handed on in the pieces in which it arrives, so nothing grows with what a client
 * announces or sends.
 */
final class FrameReader {
    private static final int CONTROL_BYTES = 125;
    private static final int SMALLEST_CODE = 1000;

    /** Takes what was read, in its order. */
    interface Sink {
        /**
         * Takes some bytes of a text or binary message, unmasked and checked, perhaps before the rest of the message has come.
         *
         * @param piece stands in a buffer that is used again
         * @param last whether the message ends with them
         */
        void piece(Opcode opcode, ByteBuffer piece, boolean last);

        /** Takes a ping, a pong or, as the last of all, a close frame. */
        void control(Framedata frame);

        /** Learns that the client has broken the protocol; nothing else comes after that. */
        void broken(WebSocketFault fault);
    }

    private final MessageLimits limits;
    private final Sink sink;
    private final FrameHeader header = new FrameHeader();
    /** What has come of a control frame; null before the first one, as most clients never send any. */
    private @Nullable ByteBuffer control;

    private boolean inPayload;
    private int payloadLeft;
    private int mask;
    private boolean ended;

    /** CONTINUOUS if no message has begun. */
    private Opcode message = Opcode.CONTINUOUS;

    private int fragments;
    private int messageBytesAnnounced;
    private final TextCheck text = new TextCheck();

    FrameReader(MessageLimits limits, Sink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /** Takes all bytes, and hands on what they hold. */
    void read(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining() && !ended) {
                readSome(bytes);
            }
        } catch (WebSocketFault fault) {
            ended = true;
            sink.broken(fault);
        }
        bytes.position(bytes.limit());
    }

    private void readSome(ByteBuffer bytes) {
        if (!inPayload) {
            if (!header.read(bytes)) {
                return;
            }
            begin();
        }
        readPayload(bytes);
        if (payloadLeft == 0) {
            end();
        }
    }

    private void begin() {
        if (!header.isControl()) {
            beginFragment();
        }
        payloadLeft = (int) header.length();
        mask = header.mask();
        inPayload = true;
    }

    /** RFC 6455, chapter 5.4. */
    private void beginFragment() {
        boolean continues = header.opcode() == FrameHeader.CONTINUATION;
        boolean begun = message != Opcode.CONTINUOUS;
        if (continues != begun) {
            throw continues ? WebSocketFault.nothingToContinue() : WebSocketFault.messageUnfinished();
        }
        if (!continues) {
            message = header.opcode() == FrameHeader.TEXT ? Opcode.TEXT : Opcode.BINARY;
            fragments = 0;
            messageBytesAnnounced = 0;
        }
        if (++fragments > limits.fragments()) {
            throw WebSocketFault.tooManyFragments(limits.fragments());
        }
        long length = header.length();
        if (length < 0 || length > limits.bytes() - messageBytesAnnounced) {
            throw WebSocketFault.messageTooLong(limits.bytes());
        }
        messageBytesAnnounced += (int) length;
    }

    private void readPayload(ByteBuffer bytes) {
        int start = bytes.arrayOffset() + bytes.position();
        int count = Math.min(payloadLeft, bytes.remaining());
        boolean last = count == payloadLeft && header.isFinal();
        if (count == 0 && !last) {
            return;
        }
        mask = Masking.unmask(bytes.array(), start, start + count, mask);
        payloadLeft -= count;
        if (header.isControl()) {
            control().put(bytes.array(), start, count);
            bytes.position(bytes.position() + count);
        } else {
            boolean isRight = message != Opcode.TEXT || text.accepts(bytes.array(), start, start + count);
            if (!isRight || (last && !text.isComplete())) {
                throw WebSocketFault.notUtf8();
            }
            handOn(bytes, count, last);
        }
    }

    private void handOn(ByteBuffer bytes, int count, boolean last) {
        int limit = bytes.limit();
        int end = bytes.position() + count;
        sink.piece(message, bytes.limit(end), last);
        bytes.limit(limit).position(end);
    }

    private void end() {
        if (header.isControl()) {
            sink.control(controlFrame());
            control().clear();
        } else if (header.isFinal()) {
            message = Opcode.CONTINUOUS;
        }
        header.clear();
        inPayload = false;
    }

    private ByteBuffer control() {
        if (control == null) {
            control = ByteBuffer.allocate(CONTROL_BYTES);
        }
        return control;
    }

    private Framedata controlFrame() {
        byte[] payload = new byte[control().flip().remaining()];
        control().get(payload);
        return switch (header.opcode()) {
            case FrameHeader.CLOSE -> closeFrame(payload);
            case FrameHeader.PING -> {
                PingFrame ping = new PingFrame();
                ping.setPayload(ByteBuffer.wrap(payload));
                yield ping;
            }
            default -> new PongFrame();
        };
    }

    /** RFC 6455, chapters 5.5.1 and 7.4. */
    private CloseFrame closeFrame(byte[] payload) {
        ended = true;
        CloseFrame close = new CloseFrame();
        if (payload.length > 0) {
            int code = payload.length == 1 ? 0 : ByteBuffer.wrap(payload).getShort() & 0xffff;
            if (!isCloseCode(code)) {
                throw WebSocketFault.badCloseCode();
            }
            TextCheck reason = new TextCheck();
            if (!reason.accepts(payload, 2, payload.length) || !reason.isComplete()) {
                throw WebSocketFault.notUtf8();
            }
            close.setCode(code);
            close.setReason(
                    code == CloseFrame.NO_UTF8 && payload.length == 2
                            ? "invalid data" // the library would not answer this code without a reason
                            : new String(payload, 2, payload.length - 2, UTF_8));
        }
        return close;
    }

    private static boolean isCloseCode(int code) {
        boolean isDefined = SMALLEST_CODE <= code && code <= CloseFrame.BAD_GATEWAY;
        boolean isReserved = code == 1004 || code == CloseFrame.NOCODE || code == CloseFrame.ABNORMAL_CLOSE;
        boolean isPrivate = 3000 <= code && code <= 4999;
        return (isDefined && !isReserved) || isPrivate;
    }
}
