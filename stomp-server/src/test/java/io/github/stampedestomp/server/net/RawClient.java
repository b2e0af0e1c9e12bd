package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A plain socket that speaks bytes, or text of one byte per character. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SMALL_BYTES = 32 * 1024;

    private final Socket socket;

    /** Speaks over a socket that is connected, be it by TLS. */
    RawClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects to a port of this machine. */
    public static RawClient to(int port) {
        return over(new Socket(), port);
    }

    /** Connects with a small receive buffer, so that the server feels soon that the client does not read. */
    public static RawClient slowTo(int port) {
        return over(slowSocket(), port);
    }

    /** {@return a socket for which the system keeps so little that the server feels soon that nobody reads} */
    static Socket slowSocket() {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(SMALL_BYTES);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects a socket to a port of this machine. */
    static RawClient over(Socket socket, int port) {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RawClient(socket);
    }

    public RawClient send(String text) {
        return send(text.getBytes(ISO_8859_1));
    }

    public RawClient send(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** {@return so many bytes, which must come} */
    public byte[] readBytes(int count) {
        try {
            byte[] bytes = new byte[count];
            new DataInputStream(socket.getInputStream()).readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(int count) {
        return new String(readBytes(count), ISO_8859_1);
    }

    /** {@return all up to and including a text} */
    public String readUntil(String end) {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append(read(1));
        }
        return text.toString();
    }

    /** {@return all that comes before the server ends its side in order} */
    public String readToEnd() {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the connection, in order or by a reset. */
    public void awaitEnd() {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // reset by the server
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends this side; the server may still send. */
    public RawClient endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Breaks the connection off. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
