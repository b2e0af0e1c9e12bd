package io.github.stampedestomp.codec;

import static io.github.stampedestomp.codec.Wire.printed;
import static io.github.stampedestomp.codec.Wire.wireBytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

/** Wraps a message as {@code <start rest>}, without the blank, and counts how often it does. */
final class RecordingCarrier implements Carrier {
    int firsts;
    int rests;
    boolean lastWasText;

    @Override
    public ByteBuffer first(ByteBuffer start, ByteBuffer wireRest, boolean text) {
        assertThat(start.hasRemaining()).isTrue();
        assertThat(printed(start) + printed(wireRest)).endsWith("^@>");
        firsts++;
        lastWasText = text;
        return ByteBuffer.wrap(wireBytes("<" + printed(start)));
    }

    @Override
    public ByteBuffer rest(ByteBuffer rest) {
        rests++;
        return ByteBuffer.wrap(wireBytes(printed(rest) + ">"));
    }
}
