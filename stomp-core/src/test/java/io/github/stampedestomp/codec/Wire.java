package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Bytes as the specification prints them: {@code ^@} stands for NUL. */
public final class Wire {
    private Wire() {}

    /** {@return the bytes of a printed text} */
    public static ByteBuffer wire(String printed) {
        return ByteBuffer.wrap(wireBytes(printed));
    }

    /** {@return the bytes of a printed text} */
    public static byte[] wireBytes(String printed) {
        return printed.replace("^@", "\0").getBytes(UTF_8);
    }

    /** {@return bytes the way they are printed; the buffer stays as it is} */
    public static String printed(ByteBuffer wire) {
        return UTF_8.decode(wire.duplicate()).toString().replace("\0", "^@");
    }
}
