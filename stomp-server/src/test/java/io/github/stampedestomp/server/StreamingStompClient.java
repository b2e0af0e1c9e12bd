package io.github.stampedestomp.server;

import java.util.function.Consumer;

/** SockJS over a response that goes on: each chunk behind the first is a frame. */
abstract class StreamingStompClient extends PostingStompClient {
    private final Consumer<SockJsClient> request;
    private boolean hasBegun;

    StreamingStompClient(int port, String session, Consumer<SockJsClient> request) {
        super(port, session, "xhr_send");
        this.request = request;
    }

    /** {@return the frame of SockJS in a chunk} */
    abstract String frame(String chunk);

    @Override
    final String receive(SockJsClient client) {
        if (!hasBegun) {
            request.accept(client);
            client.head();
            client.chunk();
            hasBegun = true;
        }
        return frame(Transport.decoded(client.chunk()));
    }
}
