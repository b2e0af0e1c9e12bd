package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.micro.Texts;
import io.github.stampedestomp.micro.Timed;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/** What it costs to decode one frame of a client. */
public class FrameDecoderBenchmark extends Timed {
    private static final String CONNECT = """
            CONNECT
            accept-version:1.0,1.1,1.2
            host:stomp.example.org
            login:ada
            passcode:secret
            heart-beat:10000,10000

            """ + "\0";

    private final ByteBuffer small = wire(Texts.send(64));
    private final ByteBuffer unannounced = wire(Texts.send(64).replaceFirst("content-length:\\d+\n", ""));
    private final ByteBuffer large = wire(Texts.send(1024));
    private final ByteBuffer connect = wire(CONNECT);
    private final FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULT, this::receive);

    private @Nullable Frame received;

    /** Begins a connection that has agreed on a version. */
    public FrameDecoderBenchmark() {
        decoder.agree(Version.V1_2);
    }

    /** A SEND with a body of 64 bytes, in one piece. */
    @Benchmark
    public @Nullable Frame sendOf64Bytes() {
        decoder.decode(small.clear());
        return received;
    }

    /** The same SEND, cut inside its headers and inside its body. */
    @Benchmark
    public @Nullable Frame sendOf64BytesInThreePieces() {
        int bytes = small.capacity();
        decoder.decode(small.limit(30).position(0));
        decoder.decode(small.limit(bytes - 32).position(30));
        decoder.decode(small.limit(bytes).position(bytes - 32));
        return received;
    }

    /** The same SEND without the length of its body, which its NUL ends. */
    @Benchmark
    public @Nullable Frame sendOf64BytesUnannounced() {
        decoder.decode(unannounced.clear());
        return received;
    }

    /** A SEND with a body of 1 KiB, in one piece. */
    @Benchmark
    public @Nullable Frame sendOf1KiB() {
        decoder.decode(large.clear());
        return received;
    }

    /** The CONNECT of a new connection, whose decoder is new too. */
    @Benchmark
    public @Nullable Frame connect() {
        new FrameDecoder(FrameLimits.DEFAULT, this::receive).decode(connect.clear());
        return received;
    }

    private void receive(Frame frame) {
        received = frame;
    }

    private static ByteBuffer wire(String frame) {
        return ByteBuffer.wrap(frame.getBytes(UTF_8));
    }
}
