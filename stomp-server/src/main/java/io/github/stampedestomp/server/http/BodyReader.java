package io.github.stampedestomp.server.http;

import java.nio.ByteBuffer;

/** Takes a body from bytes that arrive in pieces of any size. Room grows with what arrives, not with what is announced. */
interface BodyReader {
    /** Takes bytes of the body, none beyond it. {@return whether the body is complete} */
    boolean read(ByteBuffer bytes);

    /** {@return the body} */
    ByteBuffer body();
}
