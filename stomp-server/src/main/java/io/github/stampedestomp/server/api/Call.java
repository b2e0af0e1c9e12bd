package io.github.stampedestomp.server.api;

import io.github.stampedestomp.request.Caller;
import io.github.stampedestomp.server.http.Request;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * One call of the API.
 *
 * @param request what was sent
 * @param rest what of the path stands behind the name of the operation, without the slash, or "" if nothing does
 * @param caller who calls
 */
record Call(Request request, String rest, Caller caller) {
    private static final int DEFAULT_PAGE = 100;
    private static final int LONGEST_PAGE = 1000;
    private static final String REASON = "disconnected by the server";

    Optional<String> parameter(String name) {
        return request.parameter(name);
    }

    String required(String name) {
        return parameter(name).orElseThrow(() -> ApiFault.missing(name));
    }

    /** {@return the destination, which stands in the path, without its slash, or in a parameter} */
    String destination() {
        return rest.isEmpty() ? required("destination") : "/" + rest;
    }

    /** {@return what a page of a list begins behind} */
    String after() {
        return parameter("after").orElse("");
    }

    int limit() {
        String text = parameter("limit").orElse(Integer.toString(DEFAULT_PAGE));
        boolean isNumber =
                text.length() <= 4 && !text.isEmpty() && text.chars().allMatch(digit -> '0' <= digit && digit <= '9');
        int limit = isNumber ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw ApiFault.badParameter("limit", "a number from 1 to " + LONGEST_PAGE);
        }
        return limit;
    }

    /** {@return the sentence for a client that has to go} */
    String reason() {
        return parameter("reason").filter(text -> !text.isBlank()).orElse(REASON);
    }

    Instant until() {
        try {
            return Instant.parse(required("until"));
        } catch (DateTimeParseException e) {
            throw ApiFault.badParameter("until", "a time such as 2030-01-31T12:00:00Z");
        }
    }
}
