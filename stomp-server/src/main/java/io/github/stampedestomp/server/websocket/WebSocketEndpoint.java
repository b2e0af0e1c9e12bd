package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.session.Connection;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.StompSession;
import java.util.Optional;
import java.util.function.Function;

/** The route at which clients open WebSockets for STOMP. */
public final class WebSocketEndpoint implements Route {
    private final Origins origins;
    private final int messageBytes;
    private final Function<Connection, StompSession> sessions;

    /**
     * Prepares an endpoint.
     *
     * @param origins the web pages that may open a WebSocket
     * @param messageBytes the most bytes of a WebSocket message
     * @param sessions opens the session of each connection, on its thread
     */
    public WebSocketEndpoint(Origins origins, int messageBytes, Function<Connection, StompSession> sessions) {
        this.origins = origins;
        this.messageBytes = messageBytes;
        this.sessions = sessions;
    }

    @Override
    public void serve(Exchange exchange) {
        OpeningHandshake handshake = new OpeningHandshake(exchange.request());
        Optional<Response> refusal = handshake.refusal(origins);
        if (refusal.isPresent()) {
            exchange.respond(refusal.get());
        } else {
            open(exchange, handshake);
        }
    }

    private void open(Exchange exchange, OpeningHandshake handshake) {
        exchange.upgrade(tcp -> {
            WebSocketConnection connection = new WebSocketConnection(
                    tcp, told(exchange.request()), handshake.subProtocol(), messageBytes, sessions);
            connection.open(handshake.minimalRequest());
            return connection;
        });
    }

    private static Handshake told(Request request) {
        return new Handshake(request.path(), request.query(), request.headers(), request.remoteAddress());
    }
}
