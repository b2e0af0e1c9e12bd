package io.github.stampedestomp.server.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.micro.Texts;
import io.github.stampedestomp.micro.Timed;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to put the header of a WebSocket frame in front of a frame of STOMP, whose rest is not copied. */
public class WebSocketFramingBenchmark extends Timed {
    /** What follows the start of the frame; the three lengths of a header. */
    @Param({"64", "1024", "65536"})
    public int restBytes;

    private final ByteBuffer start = ByteBuffer.wrap("MESSAGE\nsubscription:sub-0\n".getBytes(UTF_8));
    private ByteBuffer rest = ByteBuffer.allocate(0);

    /** Prepares nothing yet. */
    public WebSocketFramingBenchmark() {}

    /** Writes the rest of the frame. */
    @Setup
    public void write() {
        rest = ByteBuffer.wrap(Texts.json(restBytes).getBytes(UTF_8));
    }

    /** The header and the start of the frame. */
    @Benchmark
    public ByteBuffer first() {
        return WebSocketFraming.TEXT.first(start, rest, true);
    }
}
