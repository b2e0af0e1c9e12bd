package io.github.stampedestomp.server.websocket;

import java.nio.ByteBuffer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.FramedataImpl1;

/** Some bytes of a message, unmasked and checked, handed on before the rest of the message has come. */
final class MessagePiece extends FramedataImpl1 {
    /** Takes the bytes of a text or binary message; they stand in a buffer that is used again. */
    MessagePiece(Opcode opcode, ByteBuffer bytes) {
        super(opcode);
        setPayload(bytes);
    }

    @Override
    public void isValid() {}
}
