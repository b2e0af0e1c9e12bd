package io.github.stampedestomp.examples.clients;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Clients of vertx-stomp that talk to one server. */
final class VertxClients implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    /** Holds on to them, since vertx-stomp disconnects a client that the garbage collector takes. */
    private final List<VertxClient> clients = new ArrayList<>();

    private final WebSocketPipe pipe;

    /** Prepares for a server on a port of this machine. */
    VertxClients(int serverPort) {
        pipe = new WebSocketPipe(serverPort);
    }

    /** {@return a client that has begun to sign in} */
    VertxClient begin(String login, String passcode) {
        VertxClient client = new VertxClient(vertx, pipe, login, passcode);
        clients.add(client);
        return client;
    }

    /** {@return a client that was let in} */
    VertxClient signIn(String login, String passcode) {
        VertxClient client = begin(login, passcode);
        client.connection();
        return client;
    }

    @Override
    public void close() throws IOException {
        VertxClient.await(vertx.close());
        pipe.close();
        clients.clear();
    }
}
