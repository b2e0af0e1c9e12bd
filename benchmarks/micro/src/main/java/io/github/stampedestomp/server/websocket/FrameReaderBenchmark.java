package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.micro.Texts;
import io.github.stampedestomp.micro.Timed;
import java.nio.ByteBuffer;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.Framedata;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to read one masked WebSocket frame of text. */
public class FrameReaderBenchmark extends Timed implements FrameReader.Sink {
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    /** The payload of the frame. */
    @Param({"64", "65536"})
    public int payloadBytes;

    private final FrameReader reader = new FrameReader(new MessageLimits(64 * 1024, MessageLimits.FRAGMENTS), this);
    private ByteBuffer frame = ByteBuffer.allocate(0);
    private int messageBytes;

    /** Prepares nothing yet. */
    public FrameReaderBenchmark() {}

    /** Writes the frame. */
    @Setup
    public void write() {
        frame = ByteBuffer.allocate(2 + 8 + 4 + payloadBytes).put((byte) FINAL_TEXT);
        if (payloadBytes < 126) {
            frame.put((byte) (MASKED | payloadBytes));
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payloadBytes);
        }
        // A mask of zeros takes as long as any other, and the frame can be read again after it was unmasked in place.
        frame.putInt(0).put(Texts.json(payloadBytes).getBytes(UTF_8)).flip();
    }

    /** {@return how many bytes the message holds whose one frame comes in one piece} */
    @Benchmark
    public int read() {
        messageBytes = 0;
        reader.read(frame.rewind());
        return messageBytes;
    }

    @Override
    public void piece(Opcode opcode, ByteBuffer piece, boolean last) {
        messageBytes += last ? piece.remaining() : 0;
    }

    @Override
    public void control(Framedata control) {
        throw new IllegalStateException("there is none");
    }

    @Override
    public void broken(WebSocketFault fault) {
        throw fault;
    }
}
