package io.github.stampedestomp.peers.vertx;

import io.github.stampedestomp.measured.Measured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.stomp.StompServer;
import io.vertx.ext.stomp.StompServerHandler;
import io.vertx.ext.stomp.StompServerOptions;
import java.io.IOException;
import java.util.List;

/** The STOMP server of Vert.x, over WebSocket, in a process of its own. */
public final class VertxPeer {
    private static final int BODY_BYTES = 1 << 20;
    /** A frame: its body and, with much to spare, its headers. */
    private static final int MESSAGE_BYTES = 2 * BODY_BYTES;
    /** More than any benchmark has. */
    private static final int MANY = 100_000;

    private VertxPeer() {}

    /** Serves until it is told to stop, or its input ends. */
    public static void main(String[] arguments) throws IOException {
        Vertx vertx = Vertx.vertx();
        try {
            StompServer stomp = StompServer.create(vertx, stomp()).handler(StompServerHandler.create(vertx));
            HttpServer server = vertx.createHttpServer(http()).webSocketHandler(stomp.webSocketHandler());
            await(server.listen());
            Measured.answer(server.actualPort());
        } finally {
            await(vertx.close());
        }
    }

    private static StompServerOptions stomp() {
        return new StompServerOptions()
                .setPort(-1) // none but that of HTTP
                .setWebsocketBridge(true)
                .setWebsocketPath("/stomp")
                .setMaxBodyLength(BODY_BYTES)
                .setMaxFrameInTransaction(MANY)
                .setMaxSubscriptionsByClient(MANY);
    }

    private static HttpServerOptions http() {
        return new HttpServerOptions()
                .setHost("localhost")
                .setPort(0)
                .setWebSocketSubProtocols(List.of("v10.stomp", "v11.stomp", "v12.stomp"))
                .setMaxWebSocketFrameSize(MESSAGE_BYTES)
                .setMaxWebSocketMessageSize(MESSAGE_BYTES);
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }
}
