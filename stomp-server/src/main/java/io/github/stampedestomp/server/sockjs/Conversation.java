package io.github.stampedestomp.server.sockjs;

/** The application's end of a {@link SockJsSession}. All is called on the session's thread. */
public interface Conversation {
    /** Takes a message of the client. It may hold lone surrogates, as strings of JavaScript may. */
    void receive(String message);

    /** Learns that the client has taken bytes, so that there may be room for more. */
    void writable();

    /** Asked to close the session in good order, because the server stops. */
    void stop();

    /** Learns that the session is over. Called exactly once, last. */
    void closed(String reason);
}
