package io.github.stampedestomp.server.net;

import io.github.stampedestomp.frame.Limit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * The first bytes of a connection that come from a proxy, not from its client: until the proxy has said for whom it has
 * connected, there is no other receiver, and a proxy that says nothing of it is cut off.
 */
final class Introduction implements Receiver {
    private final TcpConnection connection;
    private final Speaker speaker;
    private final Function<TcpConnection, Receiver> receivers;
    private final ProxyHeader header = new ProxyHeader();
    private final Timer deadline;

    Introduction(TcpConnection connection, Speaker speaker, Function<TcpConnection, Receiver> receivers) {
        this.connection = connection;
        this.speaker = speaker;
        this.receivers = receivers;
        this.deadline = connection.timer(this::deadlineIsOver);
        deadline.in(speaker.peers().admission().handshakeTime());
    }

    /** Takes the bytes that come first; what comes behind them is as if it had come alone, be it plain or TLS. */
    @Override
    public void receive(ByteBuffer bytes) {
        try {
            if (header.read(bytes)) {
                end(bytes);
            }
        } catch (IOException e) {
            cut(String.valueOf(e.getMessage()));
        }
    }

    private void end(ByteBuffer rest) {
        connection.end(deadline);
        if (header.client().map(speaker::speakFrom).orElse(true)) {
            connection.handOver(receivers.apply(connection));
            if (rest.hasRemaining()) {
                connection.receive(rest);
            }
        } else {
            connection.loop().observer().turnedAway(Limit.CONNECTIONS_PER_ADDRESS);
            connection.close(Limit.CONNECTIONS_PER_ADDRESS.named("too many connections come from this address"));
        }
    }

    private void deadlineIsOver() {
        connection.loop().observer().limitReached(Limit.HANDSHAKE_TIMEOUT);
        cut(Limit.HANDSHAKE_TIMEOUT.named("takes too long over its PROXY header"));
    }

    private void cut(String sentence) {
        speaker.peers().complain(speaker.address(), "it " + sentence);
        connection.close("the connection " + sentence);
    }

    @Override
    public void writable() {
        // nothing was sent
    }

    @Override
    public void stop() {
        connection.close("the server stops");
    }

    @Override
    public void closed(String reason) {
        // nobody has learnt of this connection yet
    }
}
