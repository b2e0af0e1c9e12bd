package io.github.stampedestomp.frame;

/**
 * What a server holds its clients to. Each limit has one name, by which it is set, told to the client that has reached it,
 * logged and counted.
 */
public enum Limit {
    /** Connections, whatever they speak. */
    CONNECTIONS("connections"),
    /** Connections of one address. */
    CONNECTIONS_PER_ADDRESS("connectionsPerAddress"),
    /** Time for a TLS handshake, and for what a proxy says first. */
    HANDSHAKE_TIMEOUT("handshakeTimeout"),
    /** Bytes of a request line and its headers together. */
    REQUEST_HEAD_BYTES("requestHeadBytes"),
    /** Headers of a request. */
    REQUEST_HEADERS("requestHeaders"),
    /** Time for the head of a request to arrive. */
    REQUEST_HEAD_TIMEOUT("requestHeadTimeout"),
    /** Bytes of a request's body. */
    REQUEST_BODY_BYTES("requestBodyBytes"),
    /** Time for the body of a request to arrive. */
    REQUEST_BODY_TIMEOUT("requestBodyTimeout"),
    /** Fragments of a WebSocket message. */
    FRAGMENTS("fragments"),
    /** Bytes of the messages in one request or WebSocket message of SockJS. */
    PAYLOAD_BYTES("payloadBytes"),
    /** Time until CONNECTED. */
    CONNECT_TIMEOUT("connectTimeout"),
    /** Bytes that may come before CONNECTED. */
    CONNECT_BYTES("connectBytes"),
    /** Bytes of a frame's command. */
    COMMAND_BYTES("commandBytes"),
    /** Bytes of a frame's header line. */
    HEADER_LINE_BYTES("headerLineBytes"),
    /** Headers of a frame. */
    HEADERS("headers"),
    /** Bytes of a frame's header lines together. */
    HEAD_BYTES("headBytes"),
    /** Bytes of a frame's body. */
    BODY_BYTES("bodyBytes"),
    /** Frames of one session in a second. */
    FRAMES_PER_SECOND("framesPerSecond"),
    /** Frames of all sessions from one address in a second. */
    FRAMES_PER_SECOND_PER_ADDRESS("framesPerSecondPerAddress"),
    /** Characters of a destination. */
    DESTINATION_CHARACTERS("destinationCharacters"),
    /** Distinct destinations that are subscribed to or hold messages. */
    DESTINATIONS("destinations"),
    /** Subscriptions of one session. */
    SUBSCRIPTIONS("subscriptions"),
    /** Subscriptions of all sessions. */
    ALL_SUBSCRIPTIONS("allSubscriptions"),
    /** Open transactions of one session. */
    TRANSACTIONS("transactions"),
    /** Frames of one transaction. */
    TRANSACTION_FRAMES("transactionFrames"),
    /** Bytes of one transaction. */
    TRANSACTION_BYTES("transactionBytes"),
    /** Messages that a subscription leaves unacknowledged. */
    UNACKED_MESSAGES("unackedMessages"),
    /** Bytes that wait for one client. */
    SEND_BUFFER_BYTES("sendBufferBytes"),
    /** Time in which a client takes nothing of what waits for it. */
    SEND_TIMEOUT("sendTimeout"),
    /** Time in which a client sends nothing, not even a heart-beat: twice what was agreed on, and a second. */
    HEART_BEAT("heartBeat"),
    /** Time for a handler's stage to come to an end. */
    ANSWER_TIMEOUT("answerTimeout"),
    /** Messages in one queue. */
    QUEUE_MESSAGES("queueMessages"),
    /** Bytes in one queue. */
    QUEUE_BYTES("queueBytes"),
    /** Bytes in all queues together. */
    ALL_QUEUES_BYTES("allQueuesBytes"),
    /** Bytes of one client that an external broker has not confirmed. */
    UNCONFIRMED_BYTES("unconfirmedBytes"),
    /** Bytes of all clients that an external broker has not confirmed. */
    ALL_UNCONFIRMED_BYTES("allUnconfirmedBytes"),
    /** Time for an external broker to confirm. */
    CONFIRM_TIMEOUT("confirmTimeout"),
    /** Queues of an external broker that clients consume from. */
    QUEUES("queues");

    private final String settingName;

    Limit(String settingName) {
        this.settingName = settingName;
    }

    /** {@return the name of the setting} */
    public String settingName() {
        return settingName;
    }

    /** {@return a sentence that tells this limit's name behind what was done} */
    public String named(String sentence) {
        return sentence + " (limit " + settingName + ")";
    }
}
