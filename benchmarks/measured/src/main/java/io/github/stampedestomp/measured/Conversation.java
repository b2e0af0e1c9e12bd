package io.github.stampedestomp.measured;

import java.io.IOException;

/** What two clients and a server say to each other, for servers that confirm subscriptions by receipts. */
public final class Conversation {
    private static final String SUBSCRIBE = "SUBSCRIBE\nid:0\ndestination:/topic/1\nreceipt:here\n\n";

    private Conversation() {}

    /**
     * Lets two clients subscribe and one of them send, then stops the server.
     *
     * @throws AssertionError if not all is as a benchmark relies on
     */
    public static void hold(ServerProgram program) throws IOException, InterruptedException {
        try (ServerProcess server = program.start();
                PeerClient subscriber = PeerClient.connect(server.port(), "/stomp");
                PeerClient sender = PeerClient.connect(server.port(), "/stomp")) {
            require(subscriber.subprotocol().equals("v12.stomp"), subscriber.subprotocol());
            subscribe(subscriber);
            subscribe(sender);
            sender.send("SEND\ndestination:/topic/1\n\nhello");
            requireMessage(subscriber.await("MESSAGE"));
            requireMessage(sender.await("MESSAGE"));
            require(server.ask(Measured.CPU) > 0, "no CPU time");
            require(server.stops(), "it does not stop");
        }
    }

    private static void subscribe(PeerClient client) throws InterruptedException {
        client.send(SUBSCRIBE);
        String receipt = client.await("RECEIPT");
        require(receipt.contains("\nreceipt-id:here\n"), receipt);
    }

    private static void requireMessage(String message) {
        require(
                message.contains("\ndestination:/topic/1\n")
                        && message.contains("\nsubscription:0\n")
                        && message.endsWith("\n\nhello"),
                message);
    }

    private static void require(boolean holds, String found) {
        if (!holds) {
            throw new AssertionError("not as agreed: " + found);
        }
    }
}
