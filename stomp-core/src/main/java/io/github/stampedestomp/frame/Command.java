package io.github.stampedestomp.frame;

/** What a frame asks for or tells: its first line. */
public enum Command {
    /** Opens a session. */
    CONNECT,
    /** Opens a session, as CONNECT does, from STOMP 1.1 on. */
    STOMP,
    /** Gives a message to a destination. */
    SEND,
    /** Asks for the messages of a destination. */
    SUBSCRIBE,
    /** Ends a subscription. */
    UNSUBSCRIBE,
    /** Says that a message was consumed. */
    ACK,
    /** Says that a message was not consumed; from STOMP 1.1 on. */
    NACK,
    /** Opens a transaction. */
    BEGIN,
    /** Carries out a transaction. */
    COMMIT,
    /** Throws a transaction away. */
    ABORT,
    /** Ends the session. */
    DISCONNECT,
    /** The server's answer to CONNECT. */
    CONNECTED,
    /** A message for a subscription. */
    MESSAGE,
    /** The server's word that a frame has taken effect. */
    RECEIPT,
    /** The server's last word to a client at fault. */
    ERROR;

    /** {@return whether a client may send this command} */
    public boolean isFromClient() {
        return compareTo(CONNECTED) < 0;
    }

    /** {@return whether this command asks for a session: CONNECT, or STOMP, which means the same} */
    public boolean opensSession() {
        return this == CONNECT || this == STOMP;
    }

    /** {@return whether a frame of this command may have a body (STOMP 1.2, Body)} */
    public boolean mayHaveBody() {
        return this == SEND || this == MESSAGE || this == ERROR;
    }

    /**
     * {@return whether header names and values of this command are escaped (STOMP 1.2, Value Encoding)} CONNECT and
     * CONNECTED never are, so that 1.0 peers can read them; STOMP is treated as CONNECT.
     */
    public boolean escapesHeaders() {
        return !opensSession() && this != CONNECTED;
    }
}
