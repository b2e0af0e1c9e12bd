package io.github.stampedestomp.server.websocket;

import java.nio.ByteBuffer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.FramedataImpl1;

/** Some bytes of a message, unmasked and checked, handed on before the rest of the message has come. */
final class MessagePiece extends FramedataImpl1 {
    private final boolean last;

    /**
     * Takes the bytes of a text or binary message; they stand in a buffer that is used again.
     *
     * @param last whether the message ends with them
     */
    MessagePiece(Opcode opcode, ByteBuffer bytes, boolean last) {
        super(opcode);
        this.last = last;
        setPayload(bytes);
    }

    boolean isLast() {
        return last;
    }

    @Override
    public void isValid() {}
}
