package io.github.stampedestomp.server.api;

import io.github.stampedestomp.server.http.Status;

/** A call that cannot be carried out. All sentences for such callers stand in this file. */
final class ApiFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Status status;

    private ApiFault(Status status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    Status status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    static ApiFault of(Status status, String sentence) {
        return new ApiFault(status, sentence);
    }

    static ApiFault notFound(String what) {
        return new ApiFault(Status.NOT_FOUND, "there is no " + what);
    }

    static ApiFault unknownRequest() {
        return new ApiFault(Status.NOT_FOUND, "nobody answers requests to this destination");
    }

    static ApiFault applicationOnly() {
        return new ApiFault(Status.FORBIDDEN, "only the application itself may do this");
    }

    static ApiFault foreignOrigin() {
        return new ApiFault(Status.FORBIDDEN, "pages of this origin may not use the API");
    }

    static ApiFault missing(String parameter) {
        return new ApiFault(Status.BAD_REQUEST, "the parameter '" + parameter + "' is missing");
    }

    static ApiFault badParameter(String parameter, String expected) {
        return new ApiFault(Status.BAD_REQUEST, "the parameter '" + parameter + "' must be " + expected);
    }

    static ApiFault badJson(String reason) {
        return new ApiFault(Status.BAD_REQUEST, "the body is not the JSON that is expected here: " + reason);
    }

    static ApiFault tooManyItems(int limit) {
        return new ApiFault(Status.CONTENT_TOO_LARGE, "the batch has more than the " + limit + " messages allowed");
    }

    static ApiFault requestInBatch() {
        return new ApiFault(
                Status.BAD_REQUEST, "a batch goes to topics, queues and users; requests are sent one by one");
    }

    static ApiFault noMoreWork() {
        return new ApiFault(Status.SERVICE_UNAVAILABLE, "the application takes no more work");
    }

    static ApiFault tooLate() {
        return new ApiFault(Status.GATEWAY_TIMEOUT, "the application has not answered in time");
    }
}
