package io.github.stampedestomp.server.http;

/** The outcomes of a request that are answered here, from RFC 9110, chapter 15, and RFC 6585. */
public enum Status {
    /** The request has succeeded. */
    OK(200, "OK"),
    /** The request has succeeded and there is nothing to say. */
    NO_CONTENT(204, "No Content"),
    /** The client has it already. */
    NOT_MODIFIED(304, "Not Modified"),
    /** The request is malformed. */
    BAD_REQUEST(400, "Bad Request"),
    /** Nobody knows who the client is. */
    UNAUTHORIZED(401, "Unauthorized"),
    /** The client may not do this. */
    FORBIDDEN(403, "Forbidden"),
    /** There is nothing by this path. */
    NOT_FOUND(404, "Not Found"),
    /** What is there does not know the method. */
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    /** The request took too long to arrive. */
    REQUEST_TIMEOUT(408, "Request Timeout"),
    /** The body is too long. */
    CONTENT_TOO_LARGE(413, "Content Too Large"),
    /** The client expects what nobody here can do. */
    EXPECTATION_FAILED(417, "Expectation Failed"),
    /** The request is well-formed, and what it asks for cannot be done. */
    UNPROCESSABLE_CONTENT(422, "Unprocessable Content"),
    /** Another protocol is spoken here. */
    UPGRADE_REQUIRED(426, "Upgrade Required"),
    /** The headers are too long or too many. */
    HEADER_FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
    /** The fault is the server's. */
    INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
    /** The request needs what is not built in. */
    NOT_IMPLEMENTED(501, "Not Implemented"),
    /** The server is too busy for the request. */
    SERVICE_UNAVAILABLE(503, "Service Unavailable"),
    /** What the answer has to come from takes too long. */
    GATEWAY_TIMEOUT(504, "Gateway Timeout"),
    /** The version of HTTP is unknown. */
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

    private final int code;
    private final String phrase;

    Status(int code, String phrase) {
        this.code = code;
        this.phrase = phrase;
    }

    /** {@return the three digits} */
    public int code() {
        return code;
    }

    /** {@return what the code means, in a word or two} */
    public String phrase() {
        return phrase;
    }

    /** {@return whether a response with this status has a body or at least says how long one would be} */
    boolean allowsBody() {
        return this != NO_CONTENT && this != NOT_MODIFIED;
    }

    /** {@return code and phrase, as they stand in a status line} */
    @Override
    public String toString() {
        return code + " " + phrase;
    }
}
