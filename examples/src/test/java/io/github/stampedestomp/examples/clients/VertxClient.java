package io.github.stampedestomp.examples.clients;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import io.vertx.ext.stomp.StompClient;
import io.vertx.ext.stomp.StompClientConnection;
import io.vertx.ext.stomp.StompClientOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A client of vertx-stomp, with calls that wait instead of callbacks. */
final class VertxClient {
    private final BlockingQueue<Frame> errors = new LinkedBlockingQueue<>();
    private final List<String> receipts = new CopyOnWriteArrayList<>();
    private final StompClient client;
    private final Future<StompClientConnection> connection;

    /** Begins to sign in. */
    VertxClient(Vertx vertx, WebSocketPipe pipe, String login, String passcode) {
        StompClientOptions options = new StompClientOptions()
                .setHost(pipe.host())
                .setPort(pipe.port())
                .setLogin(login)
                .setPasscode(passcode);
        client = StompClient.create(vertx, options)
                .errorFrameHandler(errors::add)
                .receivedFrameHandler(this::received);
        connection = client.connect();
    }

    private void received(Frame frame) {
        if (frame.getCommand() == Command.RECEIPT) {
            receipts.add(frame.getHeader(Frame.RECEIPT_ID));
        }
    }

    /** {@return what there is once the client was let in} */
    StompClientConnection connection() {
        return await(connection);
    }

    /** {@return what arrives by a subscription that the server has confirmed} */
    BlockingQueue<Frame> subscribe(String destination) {
        BlockingQueue<Frame> inbox = new LinkedBlockingQueue<>();
        await(connection().subscribe(destination, inbox::add));
        return inbox;
    }

    /** A SEND, and the receipt that it has asked for. */
    record Sent(String receipt, Future<Frame> confirmation) {}

    /** Sends, and does not wait for the receipt. */
    Sent send(String destination, Map<String, String> headers, String body) {
        Map<String, String> all = new HashMap<>(headers);
        Future<Frame> confirmation = connection().send(destination, all, Buffer.buffer(body));
        return new Sent(all.get(Frame.RECEIPT), confirmation);
    }

    /** {@return the receipts that have come, in their order} */
    List<String> receipts() {
        return receipts;
    }

    /** {@return the next ERROR} */
    Frame nextError() throws InterruptedException {
        return next(errors);
    }

    static Frame next(BlockingQueue<Frame> inbox) throws InterruptedException {
        return inbox.poll(10, SECONDS);
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, SECONDS)
                .join();
    }
}
