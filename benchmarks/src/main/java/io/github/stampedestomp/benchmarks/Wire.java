package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A client's socket while it is set up: says something, then waits for an answer. */
final class Wire implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final int ROOM_BYTES = 64 * 1024;
    private static final int SMALL_BUFFER_BYTES = 4096;

    private final SocketChannel channel;
    private final IncomingFrames frames = new IncomingFrames();
    private final StringBuilder heard = new StringBuilder();
    private boolean isFramed;

    private Wire(SocketChannel channel) {
        this.channel = channel;
    }

    static Wire open(int port) throws IOException {
        return connect(SocketChannel.open(), port);
    }

    /** {@return one for which the system keeps little, when the client does not read} */
    static Wire openNarrow(int port) throws IOException {
        return connect(SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER_BYTES), port);
    }

    private static Wire connect(SocketChannel channel, int port) throws IOException {
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        Wire wire = new Wire(channel);
        wire.patience(PATIENCE);
        return wire;
    }

    void write(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
    }

    /** Reads up to an answer, which must come within a minute, unless there is another {@link #patience}. */
    void await(String answer) throws IOException {
        byte[] room = new byte[ROOM_BYTES];
        while (heard.indexOf(answer) < 0) {
            int kept = frames.resume(room);
            int count = channel.socket().getInputStream().read(room, kept, room.length - kept);
            if (count < 0) {
                throw new IOException("the server ended the connection instead of answering " + answer);
            }
            take(room, kept + count);
        }
        heard.delete(0, heard.indexOf(answer) + answer.length());
    }

    /** Reads the head of the response by which a WebSocket begins: what follows is frames. */
    void awaitUpgrade() throws IOException {
        await("\r\n\r\n");
        byte[] begun = heard.toString().getBytes(ISO_8859_1);
        heard.setLength(0);
        isFramed = true;
        take(begun, begun.length);
    }

    private void take(byte[] bytes, int end) {
        if (isFramed) {
            frames.take(bytes, end, this::hear);
        } else {
            hear(bytes, 0, end);
        }
    }

    private int hear(byte[] bytes, int from, int to) {
        heard.append(new String(bytes, from, to - from, ISO_8859_1));
        return to;
    }

    /** Lets each answer take so long at most. */
    void patience(Duration patience) throws IOException {
        channel.socket().setSoTimeout(Math.toIntExact(patience.toMillis()));
    }

    /** {@return whether an answer comes soon} */
    boolean hears(String answer) throws IOException {
        try {
            patience(SOON);
            await(answer);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            patience(PATIENCE);
        }
    }

    /** {@return the frames that were read, of which the last may not be complete} */
    Incoming frames() {
        return frames;
    }

    /** {@return the socket, which does not block any more; it is the caller's from now on} */
    SocketChannel channel() throws IOException {
        channel.configureBlocking(false);
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
