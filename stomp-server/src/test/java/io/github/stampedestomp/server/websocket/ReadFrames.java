package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;

/** What a reader has read, a line for each frame. Pieces of a message that follow each other are joined. */
final class ReadFrames implements FrameReader.Sink {
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private Opcode kind = Opcode.CONTINUOUS;

    /** {@return the frames read since they were taken last} */
    List<String> take() {
        endRow();
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    @Override
    public void piece(Opcode opcode, ByteBuffer piece, boolean last) {
        if (opcode != kind) {
            endRow();
        }
        kind = opcode;
        message.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        if (last) {
            endRow();
        }
    }

    @Override
    public void control(Framedata frame) {
        endRow();
        lines.add(
                frame instanceof CloseFrame close
                        ? "CLOSE " + close.getCloseCode() + " " + close.getMessage()
                        : frame.getOpcode() + " " + UTF_8.decode(frame.getPayloadData()));
    }

    @Override
    public void broken(WebSocketFault fault) {
        endRow();
        lines.add("BROKEN " + fault.code() + " " + fault.sentence());
    }

    private void endRow() {
        if (kind != Opcode.CONTINUOUS) {
            lines.add(kind + " " + message.toString(kind == Opcode.TEXT ? UTF_8 : ISO_8859_1));
            message.reset();
            kind = Opcode.CONTINUOUS;
        }
    }
}
