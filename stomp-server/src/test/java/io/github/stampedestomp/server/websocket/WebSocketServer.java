package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.broker.BrokerSettings;
import io.github.stampedestomp.broker.MemoryBroker;
import io.github.stampedestomp.server.OpenRules;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.HttpServer;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Routes;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.net.RawClient;
import io.github.stampedestomp.server.net.RunningLoops;
import io.github.stampedestomp.session.Connection;
import io.github.stampedestomp.session.SessionEvent;
import io.github.stampedestomp.session.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A server with an endpoint for WebSockets at {@code /stomp}, whose clock is moved by hand. */
final class WebSocketServer implements AutoCloseable {
    static final int MESSAGE_BYTES = 100_000;
    static final String ACCEPTED = "HTTP/1.1 101 Switching Protocols\r\n";

    final RunningLoops running = new RunningLoops();
    final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    final BlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    final MemoryBroker broker = new MemoryBroker(BrokerSettings.DEFAULT);
    final int port;

    WebSocketServer(Origins origins) {
        Sessions sessions = OpenRules.sessions(broker, null, events::add, running.clock);
        WebSocketEndpoint endpoint = new WebSocketEndpoint(
                origins, new MessageLimits(MESSAGE_BYTES, MessageLimits.FRAGMENTS), connection -> {
                    connections.add(connection);
                    return sessions.open(connection);
                });
        try {
            port = HttpServer.start(
                            RunningLoops.anyPort(),
                            running.loops,
                            Routes.builder().at("/stomp", endpoint).build(),
                            HttpLimits.STANDARD,
                            Admission.upTo(100))
                    .port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a client whose WebSocket is open} */
    RawClient open() {
        RawClient client = RawClient.to(port);
        client.send(request(""));
        return accepted(client);
    }

    /** {@return a client with a small receive buffer, whose WebSocket is open} */
    RawClient openSlowly() {
        RawClient client = RawClient.slowTo(port);
        client.send(request(""));
        return accepted(client);
    }

    private static RawClient accepted(RawClient client) {
        String head = client.readUntil("\r\n\r\n");
        if (!head.startsWith(ACCEPTED)) {
            throw new AssertionError(head);
        }
        return client;
    }

    static String request(String moreHeaders) {
        return wire("GET /stomp?token=x HTTP/1.1\nHost: chat.example\nUpgrade: websocket\nConnection: Upgrade\n"
                + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n" + moreHeaders + "\n");
    }

    static String wire(String lines) {
        return lines.replace("\n", "\r\n");
    }

    @Override
    public void close() {
        running.close();
    }
}
