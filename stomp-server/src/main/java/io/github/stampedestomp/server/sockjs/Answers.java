package io.github.stampedestomp.server.sockjs;

import io.github.stampedestomp.server.http.Exchange;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Route;
import io.github.stampedestomp.server.http.Status;
import java.nio.ByteBuffer;
import java.util.List;

/** Answers that depend on the method of a request alone. */
final class Answers {
    private static final String A_YEAR = "31536000";

    private Answers() {}

    /** Says that there is nothing. */
    static void nothing(Exchange exchange) {
        exchange.respond(Response.sentence(Status.NOT_FOUND, "there is nothing by this path"));
    }

    /** Lets a route answer GET and HEAD. */
    static void get(Exchange exchange, Route route) {
        only(exchange, List.of("GET", "HEAD"), route);
    }

    /** Lets a route answer GET and HEAD, also to pages of other origins. */
    static void sharedGet(Exchange exchange, Route route) {
        if (isOptions(exchange)) {
            allow(exchange, "OPTIONS, GET");
        } else {
            get(exchange, route);
        }
    }

    /** Lets a route answer one method, also to pages of other origins. */
    static void shared(Exchange exchange, String method, Route route) {
        if (isOptions(exchange)) {
            allow(exchange, "OPTIONS, " + method);
        } else {
            only(exchange, List.of(method), route);
        }
    }

    /** Lets a route answer some methods; others are refused without a word. */
    static void only(Exchange exchange, List<String> methods, Route route) {
        if (methods.contains(exchange.request().method())) {
            route.serve(exchange);
        } else {
            exchange.respond(Response.of(Status.METHOD_NOT_ALLOWED).with("Allow", String.join(", ", methods)));
        }
    }

    private static boolean isOptions(Exchange exchange) {
        return exchange.request().method().equals("OPTIONS");
    }

    /** Fetch Standard, chapter 3.3.3. */
    private static void allow(Exchange exchange, String methods) {
        Headers headers = new Headers()
                .cachedForAYear()
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Max-Age", A_YEAR)
                .shared(exchange.request());
        exchange.respond(new Response(Status.NO_CONTENT, headers.map(), ByteBuffer.allocate(0)));
    }
}
