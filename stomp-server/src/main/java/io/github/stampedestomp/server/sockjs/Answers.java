package io.github.stampedestomp.server.sockjs;

import static java.nio.charset.StandardCharsets.US_ASCII;

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

    /** Says that nothing new is begun any more, also to pages of other origins. */
    static void stopping(Exchange exchange) {
        Headers headers = new Headers()
                .with("Content-Type", "text/plain; charset=UTF-8")
                .with("X-Content-Type-Options", "nosniff")
                .notCached()
                .shared(exchange.request());
        ByteBuffer sentence = ByteBuffer.wrap("the server stops\n".getBytes(US_ASCII));
        exchange.respond(new Response(Status.SERVICE_UNAVAILABLE, headers.map(), sentence).forLater());
    }

    /**
     * Lets a route answer some methods, also to pages of other origins, which ask first.
     *
     * @param headers what the answer to those who ask first has beside its own
     */
    static void shared(Exchange exchange, List<String> methods, Headers headers, Route route) {
        if (exchange.request().method().equals("OPTIONS")) {
            allow(exchange, "OPTIONS, " + methods.get(0), headers);
        } else {
            only(exchange, methods, route);
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

    /** Fetch Standard, chapter 3.3.3. */
    private static void allow(Exchange exchange, String methods, Headers headers) {
        headers.cachedForAYear()
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Max-Age", A_YEAR)
                .shared(exchange.request());
        exchange.respond(new Response(Status.NO_CONTENT, headers.map(), ByteBuffer.allocate(0)));
    }
}
