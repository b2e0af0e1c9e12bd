package io.github.stampedestomp.frame;

/** The names of the headers that the specifications define. */
public final class HeaderName {
    /** CONNECT: the versions a client speaks. */
    public static final String ACCEPT_VERSION = "accept-version";
    /** SUBSCRIBE: how messages are acknowledged; MESSAGE (1.2): what an ACK names. */
    public static final String ACK = "ack";
    /** The bytes of a body, in decimal. */
    public static final String CONTENT_LENGTH = "content-length";
    /** The media type of a body. */
    public static final String CONTENT_TYPE = "content-type";
    /** Where a message goes. */
    public static final String DESTINATION = "destination";
    /** What each side can and wants to do to prove it is alive. */
    public static final String HEART_BEAT = "heart-beat";
    /** CONNECT: the virtual host that the client wishes to speak to. */
    public static final String HOST = "host";
    /** SUBSCRIBE and UNSUBSCRIBE: the client's name for a subscription; ACK and NACK (1.2): a delivery. */
    public static final String ID = "id";
    /** CONNECT: the name a client signs in with. */
    public static final String LOGIN = "login";
    /** ERROR: what went wrong, in a sentence. */
    public static final String MESSAGE = "message";
    /** MESSAGE: the server's name for a message. */
    public static final String MESSAGE_ID = "message-id";
    /** CONNECT: the secret a client signs in with. */
    public static final String PASSCODE = "passcode";
    /** Any client frame: asks for a RECEIPT of that name. */
    public static final String RECEIPT = "receipt";
    /** RECEIPT and ERROR: the {@code receipt} of the frame they answer. */
    public static final String RECEIPT_ID = "receipt-id";
    /** MESSAGE: true if the message was delivered before and not acknowledged. */
    public static final String REDELIVERED = "redelivered";
    /** CONNECTED: the name of the server's software. */
    public static final String SERVER = "server";
    /** CONNECTED: the name of the session. */
    public static final String SESSION = "session";
    /** MESSAGE: the {@code id} of the subscription that a message is for. */
    public static final String SUBSCRIPTION = "subscription";
    /** The transaction that a frame belongs to. */
    public static final String TRANSACTION = "transaction";
    /** CONNECTED: the name of the signed-in user. */
    public static final String USER_NAME = "user-name";
    /** CONNECTED: the agreed version; ERROR: the versions that the server speaks. */
    public static final String VERSION = "version";

    private HeaderName() {}
}
