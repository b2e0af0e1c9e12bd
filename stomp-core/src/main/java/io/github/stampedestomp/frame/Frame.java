package io.github.stampedestomp.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * One frame of STOMP: a command, headers and a body.
 *
 * <p>A frame is immutable as long as nobody changes the bytes of its body, which are not copied.
 */
public final class Frame {
    private static final byte[] NO_BODY = {};
    private static final int OVERHEAD_BYTES = 128;

    private final Command command;
    private final Headers headers;
    private final byte[] body;

    private Frame(Command command, Headers headers, byte[] body) {
        this.command = command;
        this.headers = headers;
        this.body = body;
    }

    /** {@return a frame without a body} */
    public static Frame of(Command command, Headers headers) {
        return new Frame(command, headers, NO_BODY);
    }

    /**
     * {@return a frame}
     *
     * @param body the bytes of the body; they are kept, not copied, and must not change
     */
    public static Frame of(Command command, Headers headers, byte[] body) {
        return new Frame(command, headers, body);
    }

    /** {@return the command} */
    public Command command() {
        return command;
    }

    /** {@return the headers, unescaped} */
    public Headers headers() {
        return headers;
    }

    /** {@return the first value of a header, or null if the frame has no such header} */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** {@return the body's own bytes, which must not be changed} */
    public byte[] body() {
        return body;
    }

    /** {@return roughly how many bytes it takes in memory} */
    public int weight() {
        return OVERHEAD_BYTES + headers.characters() + body.length;
    }

    /** {@return the body read as UTF-8} */
    public String text() {
        return new String(body, UTF_8);
    }

    /** {@return command, headers and the size of the body, fit for a log} */
    @Override
    public String toString() {
        return command + "\n" + headers + "(" + body.length + " bytes)";
    }
}
