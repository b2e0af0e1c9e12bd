package io.github.stampedestomp.server.monitor;

import io.github.stampedestomp.server.http.Status;

/** The statuses of responses by their first digit, RFC 9110, 15. */
enum StatusClass {
    SUCCESS("2xx"),
    REDIRECTION("3xx"),
    CLIENT_ERROR("4xx"),
    SERVER_ERROR("5xx");

    private final String digits;

    StatusClass(String digits) {
        this.digits = digits;
    }

    static StatusClass of(Status status) {
        return switch (status.code() / 100) {
            case 2 -> SUCCESS;
            case 3 -> REDIRECTION;
            case 4 -> CLIENT_ERROR;
            default -> SERVER_ERROR;
        };
    }

    String digits() {
        return digits;
    }
}
