package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.micro.Texts;
import io.github.stampedestomp.micro.Timed;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to read the frames of STOMP that a client of SockJS sends. */
public class StringArrayBenchmark extends Timed {
    /** How many frames come at once. */
    @Param({"1", "10"})
    public int frames;

    /** The body of each. */
    @Param({"64", "1024"})
    public int bodyBytes;

    private ByteBuffer payload = ByteBuffer.allocate(0);

    /** Prepares nothing yet. */
    public StringArrayBenchmark() {}

    /** Writes the payload of a request, or of a WebSocket frame. */
    @Setup
    public void write() {
        JsonEscapes frame = new JsonEscapes(2 * bodyBytes)
                .plain("\"")
                .escaped(Texts.send(bodyBytes))
                .plain("\"");
        String text = UTF_8.decode(frame.written()).toString();
        payload = ByteBuffer.wrap(("[" + String.join(",", Collections.nCopies(frames, text)) + "]").getBytes(UTF_8));
    }

    /** The payload as it comes. */
    @Benchmark
    public List<String> parse() throws BrokenJson {
        return StringArray.parse(StringArray.decode(payload.rewind()));
    }
}
