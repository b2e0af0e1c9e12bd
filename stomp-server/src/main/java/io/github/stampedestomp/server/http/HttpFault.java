package io.github.stampedestomp.server.http;

import io.github.stampedestomp.frame.Limit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be understood. After it nobody knows where the next request begins, so the connection ends with
 * the response. All sentences for such clients stand in this file.
 */
final class HttpFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;
    private final @Nullable Limit limit;

    private HttpFault(Status status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.limit = null;
    }

    private HttpFault(Status status, Limit limit, String sentence) {
        super(limit.named(sentence), null, false, false);
        this.status = status;
        this.limit = limit;
    }

    /** {@return the limit that was reached, if it is one} */
    Optional<Limit> limit() {
        return Optional.ofNullable(limit);
    }

    /** {@return the response that tells the client, as the route does that the request is for} */
    Response response(Route route) {
        return route.refusal(status, String.valueOf(getMessage()));
    }

    static HttpFault badRequestLine() {
        return bad("the request line must be a method, a target and a version, each separated by one space");
    }

    static HttpFault badTarget() {
        return bad("the target of the request is malformed");
    }

    static HttpFault badLineEnd() {
        return bad("each line must end with a carriage return and a line feed");
    }

    static HttpFault badCharacter() {
        return bad("a line holds a control character");
    }

    static HttpFault badHeader() {
        return bad("a header must be a name, a colon right behind it, and a value on the same line");
    }

    static HttpFault badHost() {
        return bad("the request needs exactly one valid header 'Host'");
    }

    static HttpFault badContentLength() {
        return bad("the header 'Content-Length' must be one number");
    }

    static HttpFault badTransferEncoding() {
        return bad("the header 'Transfer-Encoding' needs HTTP/1.1 and no 'Content-Length'");
    }

    static HttpFault badChunk() {
        return bad("a chunk of the body is malformed");
    }

    static HttpFault headTooLong(int limit) {
        return new HttpFault(
                Status.HEADER_FIELDS_TOO_LARGE,
                Limit.REQUEST_HEAD_BYTES,
                "request line and headers are longer than the " + limit + " bytes allowed");
    }

    static HttpFault tooManyHeaders(int limit) {
        return new HttpFault(
                Status.HEADER_FIELDS_TOO_LARGE,
                Limit.REQUEST_HEADERS,
                "the request has more than the " + limit + " headers allowed");
    }

    /** {@return the fault of a body that is too long for its path, whatever sets how long it may be} */
    static HttpFault bodyTooLong(int limit) {
        return new HttpFault(
                Status.CONTENT_TOO_LARGE,
                Limit.REQUEST_BODY_BYTES,
                "the body is longer than the " + limit + " bytes allowed");
    }

    static HttpFault unknownTransferEncoding() {
        return new HttpFault(Status.NOT_IMPLEMENTED, "the only transfer encoding known here is 'chunked'");
    }

    static HttpFault unknownExpectation() {
        return new HttpFault(Status.EXPECTATION_FAILED, "the only expectation known here is '100-continue'");
    }

    static HttpFault unknownVersion() {
        return new HttpFault(Status.VERSION_NOT_SUPPORTED, "the versions of HTTP known here are 1.0 and 1.1");
    }

    static HttpFault headTooSlow() {
        return new HttpFault(Status.REQUEST_TIMEOUT, Limit.REQUEST_HEAD_TIMEOUT, "the request took too long to arrive");
    }

    static HttpFault bodyTooSlow() {
        return new HttpFault(
                Status.REQUEST_TIMEOUT, Limit.REQUEST_BODY_TIMEOUT, "the request's body took too long to arrive");
    }

    static HttpFault tooManyConnections() {
        return new HttpFault(
                Status.SERVICE_UNAVAILABLE,
                Limit.CONNECTIONS_PER_ADDRESS,
                "too many connections come from this address");
    }

    private static HttpFault bad(String sentence) {
        return new HttpFault(Status.BAD_REQUEST, sentence);
    }
}
