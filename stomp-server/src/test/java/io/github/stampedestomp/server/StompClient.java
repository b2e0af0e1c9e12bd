package io.github.stampedestomp.server;

/** A client that speaks STOMP over whatever carries it: frames in wire text, with {@code ^@} for NUL. */
interface StompClient extends AutoCloseable {
    /** What comes instead of a frame once the server has closed the session. */
    String CLOSED = "closed";

    /** Signs in. {@return the id of the session} */
    default String connect(String login) {
        send("CONNECT\naccept-version:1.2\nlogin:" + login + "\n\n^@");
        String connected = next();
        return connected
                .lines()
                .filter(line -> line.startsWith("session:"))
                .map(line -> line.substring("session:".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(connected));
    }

    /** Subscribes, with the destination as the id, and awaits the receipt. */
    default void subscribe(String destination) {
        send("SUBSCRIBE\nid:" + destination + "\ndestination:" + destination + "\nreceipt:s\n\n^@");
        if (!next().equals("RECEIPT\nreceipt-id:s\n\n^@")) {
            throw new AssertionError("no receipt for " + destination);
        }
    }

    /** Sends one frame. */
    void send(String frame);

    /** {@return the next frame, or {@link #CLOSED}} */
    String next();

    /** {@return the code with which the server has closed the session} */
    int closeCode();

    @Override
    void close();
}
