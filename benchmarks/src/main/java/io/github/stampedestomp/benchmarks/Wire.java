package io.github.stampedestomp.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client's socket while it is set up: says something, then waits for an answer. */
final class Wire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int SOON_MILLIS = 20;

    private final SocketChannel channel;
    private final StringBuilder heard = new StringBuilder();

    private Wire(SocketChannel channel) {
        this.channel = channel;
    }

    static Wire open(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.socket().setTcpNoDelay(true);
        channel.socket().setSoTimeout(TIMEOUT_MILLIS);
        return new Wire(channel);
    }

    void write(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
    }

    /** Reads up to an answer, which must come within ten seconds. */
    void await(String answer) throws IOException {
        InputStream in = channel.socket().getInputStream();
        while (heard.indexOf(answer) < 0) {
            byte[] bytes = new byte[4096];
            int count = in.read(bytes);
            if (count < 0) {
                throw new IOException("the server ended the connection instead of answering " + answer);
            }
            heard.append(new String(bytes, 0, count, ISO_8859_1));
        }
        heard.delete(0, heard.indexOf(answer) + answer.length());
    }

    /** {@return whether an answer comes soon} */
    boolean hears(String answer) throws IOException {
        try {
            channel.socket().setSoTimeout(SOON_MILLIS);
            await(answer);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            channel.socket().setSoTimeout(TIMEOUT_MILLIS);
        }
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
