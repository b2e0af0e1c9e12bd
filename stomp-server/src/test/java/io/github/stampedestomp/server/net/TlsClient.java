package io.github.stampedestomp.server.net;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** A client that speaks TLS over a socket which it can also treat badly. */
public final class TlsClient implements AutoCloseable {
    private final RawClient below;
    private final SSLSocket tls;
    private final RawClient plain;

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

    private TlsClient(Socket socket, int port, SSLContext context, String... protocols) {
        below = RawClient.over(socket, port);
        try {
            tls = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", port, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (protocols.length > 0) {
            tls.setEnabledProtocols(protocols);
        }
        plain = new RawClient(tls);
    }

    /** Connects, and speaks the best protocol, or one of these. */
    public static TlsClient to(int port, SSLContext context, String... protocols) {
        return new TlsClient(new Socket(), port, context, protocols).shakeHands();
    }

    /** Connects with a small receive buffer, so that the server feels soon that the client does not read. */
    public static TlsClient slowTo(int port, SSLContext context) {
        return new TlsClient(RawClient.slowSocket(), port, context).shakeHands();
    }

    /** Connects, and sends all by single bytes. */
    static TlsClient tricklingTo(int port, SSLContext context, String... protocols) {
        return new TlsClient(new Trickle(), port, context, protocols).shakeHands();
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
        plain.send(text);
        return this;
    }

    /** Sends bytes below TLS. */
    void sendBelow(byte[] bytes) {
        below.send(bytes);
    }

    /** {@return so many bytes, which must come} */
    public byte[] readBytes(int count) {
        return plain.readBytes(count);
    }

    public String read(int count) {
        return plain.read(count);
    }

    /** {@return all up to and including a text} */
    public String readUntil(String end) {
        return plain.readUntil(end);
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
        return plain.readToEnd();
    }

    /** Waits for the end of the connection, however it ends. */
    void awaitEnd() {
        below.awaitEnd();
    }

    /** {@return the protocol agreed on} */
    public String protocol() {
        return tls.getSession().getProtocol();
    }

    /** Ends the connection below TLS, without a word of TLS. */
    void truncate() {
        below.close();
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
