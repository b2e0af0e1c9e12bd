package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** A client that speaks TLS over a socket which it can also treat badly. */
public final class TlsClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final SSLSocket tls;

    /** A socket that sends byte by byte. */
    private static final class Trickle extends Socket {
        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    for (int i = 0; i < length; i++) {
                        out.write(bytes[from + i]);
                    }
                }
            };
        }
    }

    private TlsClient(Socket socket, int receiveBytes, int port, SSLContext context, String... protocols) {
        this.socket = socket;
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", port, true);
            if (protocols.length > 0) {
                tls.setEnabledProtocols(protocols);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects, and speaks the best protocol, or one of these. */
    public static TlsClient to(int port, SSLContext context, String... protocols) {
        return new TlsClient(new Socket(), 0, port, context, protocols).shakeHands();
    }

    /** Connects with a small receive buffer, so that the server feels soon that the client does not read. */
    public static TlsClient slowTo(int port, SSLContext context) {
        return new TlsClient(new Socket(), 32 * 1024, port, context).shakeHands();
    }

    /** Connects, and sends all by single bytes. */
    static TlsClient tricklingTo(int port, SSLContext context, String... protocols) {
        return new TlsClient(new Trickle(), 0, port, context, protocols).shakeHands();
    }

    /** Shakes hands; once that was done, asks for new keys in TLS 1.3, and for all of it again in TLS 1.2. */
    TlsClient shakeHands() {
        try {
            tls.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public TlsClient send(String text) {
        try {
            tls.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends bytes below TLS. */
    void sendBelow(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return so many bytes, which must come} */
    public byte[] readBytes(int count) {
        try {
            byte[] bytes = new byte[count];
            new DataInputStream(tls.getInputStream()).readFully(bytes);
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

    /** {@return the name that the server's certificate is made out to} */
    public String serverName() {
        try {
            return tls.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return all that comes before the server ends its side in order, by TLS} */
    public String readToEnd() {
        try {
            return new String(tls.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the end of the connection, however it ends. */
    void awaitEnd() {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // reset by the server
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the protocol agreed on} */
    public String protocol() {
        return tls.getSession().getProtocol();
    }

    /** Ends the connection below TLS, without a word of TLS. */
    void truncate() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            tls.close();
        } catch (SSLException | SocketException e) {
            // the server was faster
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
