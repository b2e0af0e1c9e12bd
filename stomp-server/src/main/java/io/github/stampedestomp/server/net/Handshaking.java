package io.github.stampedestomp.server.net;

import io.github.stampedestomp.frame.Limit;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands in for the receiver of a connection until its TLS handshake is over. */
final class Handshaking implements Receiver {
    private static final Logger log = LoggerFactory.getLogger(Handshaking.class);

    private final TcpConnection connection;
    private final Function<TcpConnection, Receiver> receivers;
    private final Timer deadline;

    Handshaking(TcpConnection connection, Duration most, Function<TcpConnection, Receiver> receivers) {
        this.connection = connection;
        this.receivers = receivers;
        this.deadline = connection.timer(this::deadlineIsOver);
        deadline.in(most);
    }

    /** Learns that the handshake is over, and perhaps already the first bytes of the client. */
    @Override
    public void receive(ByteBuffer bytes) {
        connection.end(deadline);
        Receiver next = receivers.apply(connection);
        connection.handOver(next);
        if (bytes.hasRemaining()) {
            next.receive(bytes);
        }
    }

    @Override
    public void writable() {
        // there is nothing more to say
    }

    @Override
    public void stop() {
        connection.close("the server stops");
    }

    @Override
    public void closed(String reason) {
        // nobody knows of the connection yet
    }

    private void deadlineIsOver() {
        connection.loop().observer().limitReached(Limit.HANDSHAKE_TIMEOUT);
        String reason = Limit.HANDSHAKE_TIMEOUT.named("the TLS handshake took too long");
        log.debug("The connection from {} was cut: {}", connection.remoteAddress(), reason);
        connection.close(reason);
    }
}
