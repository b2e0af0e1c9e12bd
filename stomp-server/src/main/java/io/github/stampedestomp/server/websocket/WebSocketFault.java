package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.frame.Limit;
import java.util.Optional;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/** A client that breaks RFC 6455. The connection ends with the code; all sentences for such clients stand in this file. */
final class WebSocketFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final @Nullable Limit limit;

    private WebSocketFault(int code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
        this.limit = null;
    }

    private WebSocketFault(Limit limit, String sentence) {
        super(limit.named(sentence), null, false, false);
        this.code = CloseFrame.TOOBIG;
        this.limit = limit;
    }

    /** {@return the limit that was reached, if it is one} */
    Optional<Limit> limit() {
        return Optional.ofNullable(limit);
    }

    /** {@return the close code of RFC 6455, chapter 7.4} */
    int code() {
        return code;
    }

    /** {@return the sentence for the client} */
    String sentence() {
        return String.valueOf(getMessage());
    }

    static WebSocketFault reservedBits() {
        return protocolError("a reserved bit is set, but no extension was agreed on");
    }

    static WebSocketFault unknownOpcode(int opcode) {
        return protocolError("unknown opcode " + opcode);
    }

    static WebSocketFault notMasked() {
        return protocolError("a frame of a client must be masked");
    }

    static WebSocketFault lengthNotMinimal() {
        return protocolError("a length must be written in as few bytes as possible");
    }

    static WebSocketFault controlFrameFragmented() {
        return protocolError("a control frame must not be fragmented");
    }

    static WebSocketFault controlFrameTooLong() {
        return protocolError("a control frame must not be longer than 125 bytes");
    }

    static WebSocketFault nothingToContinue() {
        return protocolError("a continuation came, but no message has begun");
    }

    static WebSocketFault messageUnfinished() {
        return protocolError("a new message came before the end of the last one");
    }

    static WebSocketFault badCloseCode() {
        return protocolError("a close frame has no valid code");
    }

    static WebSocketFault notUtf8() {
        return new WebSocketFault(CloseFrame.NO_UTF8, "a text must be UTF-8");
    }

    static WebSocketFault messageTooLong(int limit) {
        return new WebSocketFault(Limit.BODY_BYTES, "the message is longer than the " + limit + " bytes allowed");
    }

    static WebSocketFault tooManyFragments(int limit) {
        return new WebSocketFault(Limit.FRAGMENTS, "the message has more than the " + limit + " fragments allowed");
    }

    private static WebSocketFault protocolError(String sentence) {
        return new WebSocketFault(CloseFrame.PROTOCOL_ERROR, sentence);
    }
}
