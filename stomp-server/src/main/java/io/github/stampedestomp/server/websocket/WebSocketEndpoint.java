package io.github.stampedestomp.server.websocket;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.http.Request;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.session.Connection;
import io.github.stampedestomp.session.Handshake;
import io.github.stampedestomp.session.StompSession;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The route at which clients open WebSockets for STOMP. */
public final class WebSocketEndpoint implements Route {
    /** The best first. */
    private static final List<String> SUB_PROTOCOLS = List.of("v12.stomp", "v11.stomp", "v10.stomp");

    private final Origins origins;
    private final MessageLimits limits;
    private final Function<Connection, StompSession> sessions;

    /**
     * Prepares an endpoint.
     *
     * @param origins the web pages that may open a WebSocket
     * @param limits how much a WebSocket message may hold
     * @param sessions opens the session of each connection, on its thread
     */
    public WebSocketEndpoint(Origins origins, MessageLimits limits, Function<Connection, StompSession> sessions) {
        this.origins = origins;
        this.limits = limits;
        this.sessions = sessions;
    }

    @Override
    public void serve(Exchange exchange) {
        Request request = exchange.request();
        Handshake told = new Handshake(
                request.path(),
                request.query(),
                request.headers(),
                request.remoteAddress(),
                request.scheme(),
                request.certificates());
        open(exchange, SUB_PROTOCOLS, origins, limits, webSocket -> new StompConnection(webSocket, told, sessions));
    }

    /**
     * Answers a request by opening a WebSocket without a sub-protocol, or by refusing to, RFC 6455, chapter 4.2.2.
     *
     * @param origins the web pages that may open it
     * @param limits how much a message may hold
     * @param listeners makes the listener of the WebSocket, on its thread
     */
    public static void open(
            Exchange exchange,
            Origins origins,
            MessageLimits limits,
            Function<WebSocketConnection, ? extends WebSocketListener> listeners) {
        open(exchange, List.of(), origins, limits, listeners);
    }

    private static void open(
            Exchange exchange,
            List<String> subProtocols,
            Origins origins,
            MessageLimits limits,
            Function<WebSocketConnection, ? extends WebSocketListener> listeners) {
        OpeningHandshake handshake = new OpeningHandshake(exchange.request(), subProtocols);
        Optional<Response> refusal = handshake.refusal(origins);
        if (refusal.isPresent()) {
            exchange.respond(refusal.get());
        } else {
            exchange.upgrade(tcp -> new WebSocketConnection(tcp, limits, listeners)
                    .open(handshake.minimalRequest(), handshake.subProtocol()));
        }
    }
}
