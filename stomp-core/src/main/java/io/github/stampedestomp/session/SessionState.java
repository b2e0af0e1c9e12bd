package io.github.stampedestomp.session;

/** How far the conversation with a client has come. */
enum SessionState {
    AWAITING_CONNECT,
    /** The application decides who the client is. */
    AUTHENTICATING,
    CONNECTED,
    /** The client has taken its leave, but requests of it are still being answered. */
    LEAVING,
    /** Nothing more is received but a DISCONNECT, though what waits is still delivered and what was asked is answered. */
    STOPPING,
    CLOSED;

    /** {@return whether it still has to turn out whether the client is let in} */
    boolean isOpening() {
        return this == AWAITING_CONNECT || this == AUTHENTICATING;
    }
}
