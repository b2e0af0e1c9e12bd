package io.github.stampedestomp.server.net;

import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes on one connection: plain bytes for its receiver, or records of TLS that hold them; after our end it is thrown away. */
final class Input {
    private static final Logger log = LoggerFactory.getLogger(TcpConnection.class);
    private static final int DISCARDED_BYTES = 1 << 20;
    private static final String ENDED = "the other side closed the connection";

    private final TcpConnection connection;
    private final SocketWriter writer;
    private final Ending ending;
    private final Output output;
    private @Nullable TlsChannel tls;
    private boolean paused;
    private boolean ended;
    private int discardedBytes;

    Input(TcpConnection connection, SocketWriter writer, Ending ending, Output output) {
        this.connection = connection;
        this.writer = writer;
        this.ending = ending;
        this.output = output;
    }

    /** Takes what comes for records of TLS from now on. */
    void secure(TlsChannel own) {
        tls = own;
    }

    boolean isSecure() {
        return tls != null;
    }

    List<X509Certificate> certificates() {
        return tls == null ? List.of() : tls.certificates();
    }

    int keptBytes() {
        return tls == null ? 0 : tls.keptBytes();
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
    }

    /** {@return whether more is to be read} */
    boolean isWanted() {
        return !ended && (ending.isOpen() ? !paused : discardedBytes < DISCARDED_BYTES);
    }

    boolean hasEnded() {
        return ended;
    }

    /** Takes bytes of the network. */
    void receive(ByteBuffer raw) {
        if (ending.isOpen()) {
            take(raw);
        } else {
            discardedBytes += raw.remaining();
            connection.updateInterest();
        }
    }

    private void take(ByteBuffer raw) {
        if (tls == null) {
            connection.receiver().receive(raw);
        } else {
            receiveRecords(tls, raw);
        }
    }

    private void receiveRecords(TlsChannel secured, ByteBuffer raw) {
        ByteBuffer plain = connection.loop().plainBuffer();
        try {
            if (secured.decrypt(raw, plain)) {
                connection.receiver().receive(plain.flip());
            }
        } catch (SSLException e) {
            failSecurely(secured, e);
        }
        if (secured.hasOutput()) {
            output.flushSoon();
        }
        if (secured.hasInputEnded() && !ending.isClosed()) {
            end();
        }
    }

    /** Lets the peer know by an alert, and sends nothing else any more. */
    private void failSecurely(TlsChannel secured, SSLException cause) {
        String why = "TLS failed: " + cause.getMessage();
        log.debug("The connection from {} was cut: {}", connection.remoteAddress(), why);
        writer.queue().clear();
        secured.endOutput();
        connection.closeAfterFlush(why);
        connection.tellClosed(why);
    }

    /** Learns that the peer has ended its side. */
    void end() {
        ended = true;
        if (writer.isEmpty()) {
            connection.close(ENDED);
        } else {
            connection.closeAfterFlush(ENDED);
            connection.updateInterest();
            connection.tellClosed(ENDED);
        }
    }
}
