package io.github.stampedestomp.codec;

import io.github.stampedestomp.frame.Command;
import io.github.stampedestomp.frame.Frame;
import io.github.stampedestomp.frame.HeaderName;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.Version;
import io.github.stampedestomp.micro.Timed;
import java.nio.ByteBuffer;
import org.openjdk.jmh.annotations.Benchmark;

/** What it costs to encode a frame that is for one client alone. */
public class FrameEncoderBenchmark extends Timed {
    private final Frame receipt = Frame.of(Command.RECEIPT, Headers.of(HeaderName.RECEIPT_ID, "message-12345"));

    /** Prepares nothing. */
    public FrameEncoderBenchmark() {}

    /** A RECEIPT. */
    @Benchmark
    public ByteBuffer receipt() {
        return FrameEncoder.encode(receipt, Version.V1_2);
    }
}
